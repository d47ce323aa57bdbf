//! What people read: Fluent texts from `public/`, by key. Filled by `load` before the first page is shown.
