//! The JSON text of a row, shared and unparsed. It must not be changed in place.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// A row's JSON object as text. Cloning is cheap; parsing happens where a typed value is needed.
#[derive(Clone, Debug)]
pub struct Body(Arc<RawValue>);

impl Body {
    /// Writes a value as JSON text.
    pub fn of<T: Serialize>(value: &T) -> Result<Body, serde_json::Error> {
        Ok(Body(serde_json::value::to_raw_value(value)?.into()))
    }

    /// Takes JSON text as it is; fails when it is not JSON.
    pub fn from_text(text: String) -> Result<Body, serde_json::Error> {
        Ok(Body(RawValue::from_string(text)?.into()))
    }

    /// Reads a typed value; `None` when the text has another shape.
    pub fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.0.get()).ok()
    }

    /// Reads the JSON tree.
    pub fn value(&self) -> Value {
        serde_json::from_str(self.0.get()).unwrap_or(Value::Null)
    }

    /// The JSON text.
    pub fn text(&self) -> &str {
        self.0.get()
    }
}

/// Reads a typed value out of a JSON tree. It goes by way of the text, so that a program carries one reader for each
/// type: the device loads them all before its first screen.
pub fn typed<T: DeserializeOwned>(tree: &Value) -> Result<T, serde_json::Error> {
    serde_json::from_str(&tree.to_string())
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Body {}

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Body(Box::<RawValue>::deserialize(from)?.into()))
    }
}
