//! Why something was refused, as the operator reads it.

use thidua_sync::command::Refusal;

/// The sentence for a refusal.
pub fn reason(refusal: &Refusal) -> String {
    let param = |name: &str| refusal.params.get(name).map(String::as_str).unwrap_or_default();
    match refusal.code.as_str() {
        "already_exists" => "mã này đã có".into(),
        "unit_unknown" => "không có đơn vị này".into(),
        "person_unknown" => "không có người này".into(),
        "forbidden" => "không có mục này, hoặc không được phép".into(),
        "own_grant" => "không ai được tự phân quyền cho mình".into(),
        "too_large" => "quá dài".into(),
        "grant_unknown" => "không có lần phân quyền này".into(),
        "id_unusable" => "mã chỉ gồm chữ thường không dấu, chữ số và gạch nối, tối đa 64 ký tự".into(),
        "name_missing" => "tên để trống hoặc quá dài".into(),
        "period_backwards" => "ngày kết thúc trước ngày bắt đầu".into(),
        "date_unreal" => "ngày không có thật".into(),
        "bad_args" => format!("giá trị không dùng được ({})", param("why")),
        "too_many_rows" => "một lệnh thay đổi quá nhiều dòng".into(),
        "plan_unreadable" | "plan_wrong" => format!("kế hoạch không đọc được ({})", joined(refusal)),
        code => format!("bị từ chối ({code})"),
    }
}

fn joined(refusal: &Refusal) -> String {
    let params = refusal.params.iter().map(|(name, value)| format!("{name}: {value}"));
    params.collect::<Vec<_>>().join("; ")
}
