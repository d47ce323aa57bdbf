# Lời trên màn hình. Tiếng Việt là bản gốc; en.ftl có đúng các khóa này.
# Xếp theo màn hình; thêm khóa mới vào đúng nhóm của nó.
# Số đưa vào dưới dạng số được chia nhóm (1.490.000); năm thì đưa vào dưới dạng chữ.

## Chung

app-name = Thi đua
close = Đóng
cancel = Hủy
undo = Hoàn tác
retry = Thử lại
later = Để sau
edit = Sửa
loading = Đang tải…
no-results = Không tìm thấy mục nào khớp với “{ $query }”.
skip-to-main = Đến nội dung chính
unverified = chưa kiểm chứng
month-short = tháng { $month }
list-more = Còn { $count } mục

## Khung màn hình

nav-label = Các màn hình
nav-today = Hôm nay
nav-plan = Kế hoạch
nav-activities = Hoạt động
nav-nominations = Khen thưởng
nav-review = Chờ duyệt
nav-sync = Đồng bộ
nav-settings = Cài đặt
nav-more = Khác
update-waits = Đã có phiên bản mới, tự áp dụng ở lần mở sau.
update-waits-short = Có phiên bản mới

## Ô đồng bộ

sync-chip-only-here = { $count } mục chỉ có trên máy này
sync-chip-attention = { $count } mục cần xử lý
sync-chip-synced = Đã đồng bộ
sync-chip-drafts = { $count } bản nháp chỉ có trên máy này
sync-chip-never = Chưa đồng bộ lần nào
sync-chip-offline = Ngoại tuyến
sync-chip-paused = Cần đăng nhập lại
sync-chip-name = { $words }. Lần đồng bộ gần nhất: { $last }. Mở màn hình Đồng bộ.
sync-last = { $clock }, { $ago }
sync-last-never = chưa đồng bộ lần nào
ago-now = vừa xong
ago-minutes = { $n } phút trước
ago-hours = { $n } giờ trước
ago-days = { $n } ngày trước

## Trạng thái của một mục

state-draft = Nháp
state-waiting = Chờ gửi
state-sent = Đã gửi
state-confirmed = Đã xác nhận
state-returned = Cần sửa
state-attention = Cần xử lý
state-withdrawn = Đã rút
draft-faulty = Có lỗi
draft-beside = Cùng một chỗ vừa được viết ở máy hoặc cửa sổ khác
draft-beside-words = Nội dung trên màn hình này được giữ nguyên. Nội dung kia được giữ thành một bản nháp riêng trong danh sách.
draft-clean = Không lỗi
saving = Đang lưu…
saved-at = Đã lưu trên máy này { $clock }
save-failed = Chưa lưu được. { $why } Không đóng trang này; chép nội dung hoặc tải tệp cứu hộ.

## Ô nhập

field-count = Đã viết { $used } trên tối đa { $max } ký tự.
select-none = Chọn…
date-placeholder = ngày/tháng/năm hoặc tháng/năm
date-pick = Chọn trên lịch: { $label }
date-readback-day = { $weekday }, ngày { $date }
date-readback-month = Tháng { $date }, chưa rõ ngày
weekday-mon = Thứ Hai
weekday-tue = Thứ Ba
weekday-wed = Thứ Tư
weekday-thu = Thứ Năm
weekday-fri = Thứ Sáu
weekday-sat = Thứ Bảy
weekday-sun = Chủ nhật
number-readback = Đọc là: { $words } { $unit }
number-billions = { $n } tỷ
number-millions = { $n } triệu
people-placeholder = Gõ tên, chức vụ hoặc đơn vị
people-found = Những người tìm thấy
people-none = Không tìm thấy ai khớp với “{ $query }”. Khi ghi hoạt động, người không có trong danh sách ghi ở ô “Cơ quan, cá nhân phối hợp”.
people-remove = Bỏ { $name }
error-summary =
    { $count ->
        [0] Đã đủ để gửi
       *[other] Còn { $count } chỗ cần sửa trước khi gửi. Nội dung đã viết vẫn được giữ.
    }

## Lỗi của từng ô

error-other = Nội dung ô này chưa hợp lệ (mã { $code }). Kiểm tra lại; nếu chưa rõ, báo cán bộ quản trị kèm mã này.
error-title-missing = Ghi tên hoạt động.
error-text-too-long = Dài quá mức cho phép. Rút gọn hoặc chuyển bớt sang ô nội dung.
error-spot-unreal = Vị trí không đọc được. Bỏ vị trí rồi ghi lại.
error-kind-missing = Chọn loại hoạt động.
error-kind-unknown = Loại này không có trong danh mục. Chọn lại.
error-date-missing = Ghi ngày, hoặc ít nhất là tháng và năm.
error-date-unreal = Không có ngày này. Ghi như 24/5/2022, hoặc 5/2022 khi chưa rõ ngày.
error-people-unreadable = Danh sách người tham gia bị hỏng. Bỏ rồi chọn lại.
error-result-not-a-number = Ghi số nguyên, không âm, ví dụ 12 hoặc 4.850.000.000.
error-award-missing = Chọn danh hiệu thi đua hoặc hình thức khen thưởng.
error-nominee-missing = Chọn cá nhân hoặc tập thể được đề nghị.
error-nominee-twice = Mỗi đề nghị chỉ cho một cá nhân hoặc một tập thể. Bỏ bớt một bên.
error-ground-missing = Chọn loại hình khen thưởng.
error-period-backwards = Ngày kết thúc đứng trước ngày bắt đầu. Sửa một trong hai ngày.
error-achievements-missing = Viết thành tích.
error-activities-unreadable = Danh sách hoạt động minh chứng bị hỏng. Bỏ rồi chọn lại.
error-reason-missing = Ghi lý do trả lại để người gửi biết phải sửa gì.

## Máy chủ chưa tiếp nhận: chuyện gì, vì sao, làm gì tiếp

refusal-other = Máy chủ chưa tiếp nhận mục này (mã { $code }). Nội dung vẫn còn nguyên; sửa rồi gửi lại, hoặc báo cán bộ quản trị kèm mã này.
refusal-not-found = Không tìm thấy mục này: có thể mục đã được rút, hoặc đã chuyển sang đơn vị khác. Xem lại danh sách; nếu vẫn cần, ghi thành mục mới.
refusal-forbidden = Tài khoản này chưa được phân quyền thực hiện thao tác này tại đơn vị. Nếu được giao nhiệm vụ, đề nghị cán bộ quản trị phân quyền rồi gửi lại.
refusal-own-record = Không được tự xác nhận hoặc trả lại mục do chính mình viết. Đề nghị lãnh đạo khác của đơn vị hoặc cấp trên thực hiện.
refusal-bad-args = Máy chủ không đọc được mục này, có thể do phần mềm trên máy đã cũ. Mở lại phần mềm để dùng phiên bản mới rồi gửi lại.
refusal-unknown-kind = Máy chủ chưa biết loại thao tác này (mã { $kind }) vì đang dùng phiên bản cũ hơn máy này. Giữ mục này, gửi lại sau khi máy chủ được cập nhật.
refusal-field-unknown = Máy chủ chưa biết trường thông tin này (mã { $field }) vì đang dùng phiên bản cũ hơn máy này. Giữ mục này, gửi lại sau khi máy chủ được cập nhật.
refusal-changed-since-seen = Mục đã thay đổi sau khi đồng chí xem nên thao tác vừa rồi chưa được ghi nhận. Xem bản mới nhất rồi thực hiện lại.
refusal-already-sent = Mục này đã gửi và đang chờ duyệt. Không phải gửi lại.
refusal-already-confirmed = Mục này đã được xác nhận nên không sửa, không rút được nữa. Nếu có sai sót, báo lãnh đạo đơn vị.
refusal-already-returned = Mục này đã được trả lại trước đó. Chờ người gửi sửa và gửi lại.
refusal-already-withdrawn = Người gửi đã rút mục này. Không cần làm gì thêm.
refusal-already-exists = Mục này đã có trên máy chủ nên không tạo lần nữa. Mở mục đã có để xem và sửa.
refusal-reason-missing = Chưa ghi lý do trả lại. Ghi rõ cần sửa gì rồi gửi lại.
refusal-unit-unknown = Không có đơn vị này, hoặc đơn vị đã sáp nhập. Chọn lại đơn vị rồi gửi lại.
refusal-person-unknown = Không có người này trong danh sách. Chọn lại rồi gửi lại.
refusal-grant-unknown = Không tìm thấy quyền đã phân này; có thể đã được thu hồi. Tải lại danh sách phân quyền.
refusal-id-unusable = Mã “{ $id }” không dùng được. Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.
refusal-name-missing = Chưa ghi tên, hoặc tên dài quá 300 ký tự. Sửa tên rồi gửi lại.
refusal-conflict-gone = Chỗ hai bản khác nhau này đã được người khác xử lý. Mở mục để xem bản hiện tại.
refusal-too-many-drafts = Máy chủ giữ được 1.000 bản nháp của mỗi người và đã đủ. Bản nháp này vẫn ở trên máy; gửi hoặc bỏ bớt bản cũ rồi lưu lại.
refusal-too-many-conflicts = Mục này đang có quá nhiều chỗ viết khác nhau chưa chọn. Mở mục, chọn từng chỗ rồi gửi lại.
refusal-too-large = Phần này dài hơn mức máy chủ tiếp nhận được. Chia thành nhiều mục rồi gửi lại.
refusal-own-grant = Không được tự phân quyền cho mình. Đề nghị cán bộ quản trị khác hoặc đơn vị vận hành máy chủ thực hiện.
refusal-from-file = Thao tác xác nhận, trả lại trong tệp cứu hộ không được tự gửi. Mở mục đó, xem lại rồi thực hiện trên máy này.
refusal-dep-rejected = Mục này phụ thuộc một mục trước đó chưa được tiếp nhận. Xử lý mục trước, rồi gửi lại mục này.
refusal-parked = Máy chủ đã thử nhiều lần mà chưa xử lý được. Nội dung vẫn còn nguyên; báo cán bộ quản trị, rồi gửi lại.
refusal-id-reused = Mã của mục này trùng với một mục khác. Sửa hoặc gửi lại để lấy mã mới; nội dung giữ nguyên.
refusal-too-many-rows = Một lần chỉ thay đổi được 500 mục, lần này có { $rows } mục. Chia thành nhiều lần.
refusal-plan-unreadable = Không đọc được tệp Kế hoạch. Kiểm tra lại tệp (chi tiết kỹ thuật: { $why }).
refusal-plan-wrong = Kế hoạch có chỗ chưa khớp ở mục { $id } (mã { $what }). Sửa tệp rồi nhập lại.
refusal-numerator-above-denominator = Tử số lớn hơn mẫu số. Kiểm tra lại hai con số rồi gửi lại.
refusal-period-backwards = Ngày kết thúc đứng trước ngày bắt đầu. Sửa ngày rồi gửi lại.

## Không lưu được trên máy này

not-taken-outbox-full = Hàng chờ đã có 20.000 mục nên chưa thêm được nữa. Bản nháp vẫn được lưu; kết nối mạng để gửi bớt, hoặc tải tệp cứu hộ.
not-taken-too-long = Mục này lớn quá mức gửi được. Rút gọn nội dung rồi gửi lại.
not-taken-missing = Mục này không còn trong hàng chờ; có thể đã được xử lý ở một cửa sổ khác. Mở Đồng bộ để kiểm tra.
not-taken-changed = Bản nháp vừa có thêm nội dung viết ở máy hoặc cửa sổ khác. Đọc lại nội dung trên màn hình rồi thực hiện lại.
not-taken-quota = Trình duyệt hết chỗ lưu. Giải phóng bộ nhớ máy hoặc kết nối mạng để gửi bớt, rồi thử lại.
not-taken-stale = Cửa sổ này đang dùng phiên bản cũ. Đóng các cửa sổ khác của phần mềm rồi mở lại trang.
not-taken-broken = Trình duyệt báo lỗi khi lưu (chi tiết kỹ thuật: { $why }). Thử lại; nếu vẫn lỗi, tải tệp cứu hộ.
not-taken-nobody = Chưa đăng nhập trên máy này. Đăng nhập rồi thực hiện lại.

## Thông báo chung

memory-title = Trình duyệt này không lưu được dữ liệu
memory-words = Có thể do cửa sổ ẩn danh hoặc trình duyệt chặn lưu trữ. Những gì viết ra sẽ mất khi đóng trang. Hãy gửi ngay khi còn mạng, hoặc mở bằng cửa sổ thường.
damaged-title = { $count } bản ghi trên máy này không đọc được và đã được để riêng
damaged-words = Dữ liệu lấy từ máy chủ sẽ được tải lại. Kiểm tra các bản nháp gần đây; nếu thiếu, mở cùng tài khoản trên máy khác trước khi ghi tiếp.
quota-full-title = Máy đã hết chỗ lưu
quota-full-words = Nội dung vừa viết chưa lưu được. Không đóng trang này: chép nội dung hoặc tải tệp cứu hộ, rồi giải phóng bộ nhớ máy.
persist-denied-title = Trình duyệt chưa bảo đảm lưu dữ liệu lâu dài
persist-denied-words = Khi máy thiếu chỗ, trình duyệt có thể xóa các mục chưa gửi. Hãy gửi hết về máy chủ trước khi ngừng dùng máy.
skew-minutes = { $n } phút
skew-hours = { $n } giờ
skew-days = { $n } ngày
sign-in-again-title = Cần đăng nhập lại để đồng bộ
sign-in-again-words = Phiên đăng nhập đã hết hạn. Dữ liệu trên máy vẫn được giữ; đồng chí vẫn làm việc tiếp được.
sign-in-again = Đăng nhập lại
wrong-person-title = Trình duyệt đang đăng nhập bằng tài khoản khác
wrong-person-words = Các mục trên màn hình này là của { $name } và chưa được gửi. Đề nghị { $name } đăng nhập lại để gửi; người khác không gửi thay được.
captive-title = Mạng này đang yêu cầu đăng nhập
captive-words = Có kết nối nhưng chưa tới được máy chủ, thường là do Wi-Fi yêu cầu đăng nhập hoặc đồng ý điều khoản. Mở trình duyệt để vào mạng; các mục vẫn được giữ trên máy.
update-needed-title = Cần dùng phiên bản mới để đọc dữ liệu mới
update-needed-words = Nội dung gửi đi vẫn được máy chủ tiếp nhận. Đóng rồi mở lại phần mềm để dùng phiên bản mới.
store-broken-title = Chưa đọc được dữ liệu đã lưu trên máy này
store-broken-words = Dữ liệu chưa bị xóa. Đóng các cửa sổ khác của phần mềm rồi bấm Thử lại; nếu vẫn không được, khởi động lại máy. (Chi tiết kỹ thuật: { $why })
stale-title = Cửa sổ này đang dùng phiên bản cũ
stale-words = Phần mềm đã được cập nhật ở một cửa sổ khác. Mọi nội dung đã lưu vẫn còn nguyên. Mở lại để tiếp tục.
stale-reload = Mở lại cửa sổ này

## Đăng nhập

sign-in-title = Đăng nhập
sign-in-note = Phong trào thi đua của hệ thống Thi hành án dân sự
sign-in-login = Tên đăng nhập
sign-in-password = Mật khẩu
sign-in-submit = Đăng nhập
sign-in-busy = Đang đăng nhập…
sign-in-show-password = Hiện mật khẩu
sign-in-login-missing = Nhập tên đăng nhập.
sign-in-password-missing = Nhập mật khẩu.
sign-in-wrong = Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi thử lại.
sign-in-too-many = Đã thử sai nhiều lần. Chờ { $span } rồi thử lại.
sign-in-offline = Chưa có mạng. Lần đăng nhập đầu tiên trên mỗi máy cần có mạng; sau đó mất mạng vẫn mở và làm việc được.
sign-in-not-ours = Mạng này đang yêu cầu đăng nhập nên chưa tới được máy chủ. Mở trình duyệt để vào mạng rồi thử lại.
sign-in-trouble = Máy chủ đang gặp sự cố. Chờ ít phút rồi thử lại.
sign-in-first-time = Lần đầu trên mỗi máy cần có mạng. Sau đó, mất mạng vẫn mở và làm việc bình thường trên máy này.
sign-in-demo-title = Bản chạy thử
sign-in-demo-words = Dữ liệu là giả định. Chọn một tài khoản để dùng thử phần mềm với vai trò của người đó. Mật khẩu chung:

## Sẵn sàng làm việc ngoại tuyến

ready-title = Sẵn sàng làm việc ngoại tuyến
ready-words = Chỉ mang máy đi địa bàn khi cả bốn mục đã đạt.
ready-count = Đã đạt { $done } trên { $all } mục. Chỉ mang máy đi địa bàn khi đã đạt đủ.
ready-all-done = Máy này đã sẵn sàng làm việc khi không có mạng.
ready-install = Cài lên máy
ready-persist = Được cấp chỗ lưu trữ lâu dài
ready-persist-advice = Cài đặt phần mềm rồi mở lại. Nếu trình duyệt vẫn từ chối, hãy gửi hết các mục về máy chủ trước khi ngừng dùng máy.
ready-persist-ask = Đề nghị lưu lâu dài
ready-plan = Đã tải Kế hoạch
ready-plan-advice = Giữ kết nối mạng thêm ít phút, đến khi mục này chuyển sang đạt.
ready-save = Lưu thử thành công
ready-save-advice = Máy hết chỗ hoặc đang mở ở cửa sổ ẩn danh: giải phóng bộ nhớ, mở ở cửa sổ thường.
ready-save-again = Lưu thử lại
check-done = đạt
check-doing = đang kiểm tra
check-open = chưa đạt
check-failed = không đạt

## Hôm nay

today-hello = Chào đồng chí { $name }
today-days-left =
    { $days ->
        [0] ngày cuối
       *[other] ngày còn lại
    }
today-record = Ghi hoạt động
today-nominate = Đề nghị khen thưởng
today-targets = Chỉ tiêu của đơn vị
today-waiting = Việc cần tôi xử lý
today-waiting-none-title = Không có việc nào đang chờ
today-waiting-none = Mục bị trả lại, mục cần xử lý và mục chờ duyệt sẽ hiện ở đây.
today-drafts = Bản nháp của tôi ({ $count })
today-returned = { $name } trả lại: “{ $reason }”
today-greeting-nobody = Chào đồng chí
today-acts = Thao tác thường dùng
today-no-plan = Chưa có Kế hoạch trên máy này
today-no-plan-words = Đợt thi đua và chỉ tiêu hiện ở đây khi Kế hoạch đã được tải về. Giữ kết nối mạng thêm ít phút.
today-none-runs = Hiện không có đợt thi đua nào đang diễn ra. Đợt cuối của Kế hoạch năm { $year } đã kết thúc ngày { $date }.
today-open-campaigns = Xem các đợt thi đua trong Kế hoạch
today-open-targets = Xem chỉ tiêu trong Kế hoạch
today-open-review = Mở Chờ duyệt
today-no-figures = Chưa có số liệu của đơn vị
today-no-figures-words = Cán bộ thi đua nhập số liệu theo kỳ; số sẽ hiện ở đây, so với mức của Kế hoạch.
today-summary = Đạt { $met } trong { $all } chỉ tiêu
today-summary-unmet = { $count } chưa đạt
today-summary-unjudged = { $count } chưa đánh giá được
today-more-targets = Xem { $count } chỉ tiêu còn lại
today-more-lines = Xem { $count } mục còn lại
today-hands = Cần xử lý ({ $count })
today-review = Chờ duyệt ({ $count })
today-conflict = Hai bản khác nhau, cần chọn
today-sent-by = { $who } gửi lúc { $at }
today-kind-activity = Hoạt động
today-kind-nomination = Đề nghị
period-months = { $months } tháng, đến { $date }
target-need = yêu cầu: { $need }
target-need-baseline = yêu cầu: { $need } ({ $percent })
target-met = đạt
target-not-met = chưa đạt
target-missing = còn thiếu { $amount }
target-no-figure = chưa có số liệu
target-nothing-to-count = chưa đánh giá được: mẫu số bằng 0
target-no-baseline = chưa đánh giá được: thiếu số liệu năm { $year }
target-hair-above = số chưa làm tròn cao hơn mức yêu cầu
target-hair-below = số chưa làm tròn thấp hơn mức yêu cầu
draft-saved = lưu lúc { $at }
draft-errors = Còn { $count } chỗ cần sửa
draft-of-changes = Bản sửa chưa gửi
draft-discard = Bỏ bản nháp
draft-discarded = Đã bỏ bản nháp
draft-discarded-words = Bản nháp không còn ở trên máy này và sẽ được bỏ ở máy khác. Bấm nhầm thì lấy lại ngay bây giờ.
value-none = chưa có

## Đợt thi đua

timeline-caption = Các mốc của { $name }
timeline-from = Bắt đầu
timeline-to = Kết thúc
campaign-over = đã kết thúc
campaign-anniversary = Kỷ niệm { $ordinal } năm { $name }
campaign-closing = Sơ kết, tổng kết
campaign-award = Khen thưởng
campaigns = Đợt thi đua
campaign-ahead = bắt đầu sau { $days } ngày
campaign-left = còn { $days } ngày
campaign-over-on = đã kết thúc { $date }
campaign-anniversaries = Các ngày kỷ niệm trong đợt
campaign-day = Ngày
campaign-honours = Kỷ niệm
campaign-original = từ { $date }
campaign-day-read = Văn bản ghi “{ $words }”; phần mềm xác định ngày theo câu chữ, đề nghị cán bộ thi đua xác nhận.

## Kế hoạch

plan-title = Kế hoạch
plan-note = Năm công tác từ { $from } đến { $to }
plan-none-title = Chưa có Kế hoạch trên máy này
plan-none = Kế hoạch được tải về khi có mạng. Giữ kết nối mạng thêm ít phút rồi mở lại màn hình này.
plan-search = Tìm trong Kế hoạch
plan-indicators = Chỉ tiêu
plan-tasks = Nhiệm vụ
plan-movements = Phong trào
plan-campaigns = Đợt thi đua
plan-solutions = Giải pháp
plan-source = Văn bản gốc
plan-source-line = Dòng { $line } của văn bản
plan-note-suggest = Nên ghi: “{ $suggest }”
plan-note-kind-impossible-date = Ngày không có thật
plan-note-kind-open-list = Danh mục để mở
plan-note-kind-misspelling = Lỗi chính tả
plan-note-kind-structure = Bố cục
plan-note-kind-undefined-date = Ngày chưa xác định
plan-note-kind-pending-law = Luật chưa ban hành
plan-note-kind-typography = Trình bày
indicator-numerator = Tử số
indicator-denominator = Mẫu số
indicator-period = Kỳ tính
indicator-levels = Cấp áp dụng
indicator-op-above = trên { $value }
indicator-op-at-least = ít nhất { $value }
indicator-op-exactly = đạt { $value }
indicator-op-at-most = không quá { $value }
indicator-op-above-baseline = cao hơn năm { $year }
indicator-strict = “Trên { $value }” nghĩa là phải lớn hơn { $value }: đúng { $value } là chưa đạt. Việc đánh giá căn cứ số liệu chưa làm tròn.
unit-viec = việc
unit-dong = đồng
unit-van-ban = văn bản
unit-don-thu = đơn thư
unit-ban-an = bản án, quyết định
level-unit = cấp cơ sở
level-province = cấp tỉnh
level-system = toàn hệ thống
level-officer = chấp hành viên
level-ministry = cấp Bộ
level-national = toàn quốc
level-government = cấp Chính phủ
level-state = cấp Nhà nước
movement-launched-by = Cơ quan phát động
movement-period = Thời gian
movement-tasks = Nhiệm vụ gắn với phong trào
award-class-title = Danh hiệu thi đua
award-class-form = Hình thức khen thưởng
award-subject-person = cá nhân
award-subject-collective = tập thể
award-subject-both = cá nhân, tập thể
award-decided-by = Thẩm quyền quyết định
award-legal = Căn cứ
plan-heading = Kế hoạch năm { $year }
plan-search-hint = Chỉ tiêu, nhiệm vụ, lời văn; không cần gõ dấu
plan-parts = Các phần của Kế hoạch
plan-found = Tìm thấy { $count } mục
plan-task = Thuộc nhiệm vụ
plan-measured-by = Đo bằng chỉ tiêu
plan-whole-text = Đọc nguyên văn
plan-line = Dòng { $line }
plan-line-notes = { $count } ghi chú
plan-back-to-item = Trở lại mục { $code }
plan-notes-count = Ghi chú cho cán bộ thi đua ({ $count })
plan-notes-words = Những chỗ văn bản có sai sót, để ngỏ hoặc được tách ra khi đưa vào phần mềm. Lời văn được giữ nguyên, không tự sửa.
print = In

## Hoạt động: danh sách

activities-title = Hoạt động
activities-new = Ghi hoạt động
activities-search = Tìm hoạt động
activities-search-placeholder = Tên, địa điểm, người tham gia
activities-filter = Lọc hoạt động
activities-mine = Của tôi
activities-unit = Đơn vị
activities-none-title = Chưa có hoạt động nào
activities-none = Hoạt động đồng chí ghi và hoạt động của đơn vị sẽ hiện ở đây, mới nhất ở trên.
activities-pick = Chọn một hoạt động để xem
activities-count = { $count } hoạt động
activities-month = Tháng { $month }
activity-untitled = Hoạt động chưa có tên
activity-people-count = { $count } người
activities-filter-state = Lọc theo trạng thái
activities-campaign = Đợt { $n }
activities-on-top = Đang viết và cần xử lý: { $count } mục
activities-month-none = Chưa ghi ngày
activities-group = Nhóm theo
activities-group-month = Tháng
activities-group-none = Không gắn
activities-none-found = Không có hoạt động nào khớp
activities-none-found-words = Bớt điều kiện lọc, hoặc tìm bằng ít chữ hơn. Gõ không dấu cũng tìm được.
activities-widen = Bỏ hết điều kiện lọc
activities-first = Ghi hoạt động đầu tiên
activities-export-name = hoat-dong-{ $day }
activities-exported = Đã tải tệp { $name }: { $count } hoạt động.
activities-export-unit = Đơn vị
activities-export-state = Trạng thái
activities-export-sent = Gửi lúc
activities-export-decided = Người xử lý
activities-export-reason = Lý do trả lại
activities-pick-words = Nội dung, kết quả, lý do trả lại và lịch sử của hoạt động sẽ hiện ở đây.
activity-draft-saved = Bản nháp lưu lúc { $moment }
activity-draft-of-edit = Bản sửa hoạt động đã gửi, lưu lúc { $moment }
activity-confirmed-short = đã xác nhận
activity-reason-line = Lý do: “{ $reason }”

## Chế độ xem đã lưu

views-title = Chế độ xem
views-first = Mặc định
views-own = Đang chọn (chưa lưu)
views-save = Lưu chế độ xem…
views-change = Đổi tên hoặc bỏ…
views-save-title = Lưu chế độ xem
views-change-title = Chế độ xem đã lưu
views-name = Tên chế độ xem
views-name-hint = Giữ các điều kiện lọc, tìm và nhóm đang chọn. Chỉ lưu trên máy này, chỉ đồng chí thấy.
views-name-missing = Nhập tên chế độ xem.
views-name-long = Tên dài nhất { $max } ký tự.
views-name-taken = Đã có chế độ xem mang tên này. Chọn tên khác.
views-keep = Lưu
views-remove = Bỏ chế độ xem này
views-saved = Đã lưu chế độ xem “{ $name }”.
views-removed = Đã bỏ chế độ xem “{ $name }”.

## Tệp bảng tính

table-xlsx = Tải .xlsx
table-csv = Tải CSV
table-writing = Đang tạo tệp…
table-absent = Chưa tải được phần tạo tệp .xlsx. Kiểm tra mạng rồi chọn lại, hoặc tải CSV.
table-unfit = Danh sách quá dài đối với một tệp .xlsx. Lọc bớt rồi chọn lại, hoặc tải CSV.

## Hoạt động: một mục

activity-by = { $name } ghi
activity-sent-at = gửi { $when }
activity-confirmed-by = { $name } xác nhận { $when }
activity-returned-by = { $name } trả lại { $when }
activity-returned-title = Bị trả lại, cần sửa
activity-edit = Sửa
activity-edit-and-resend = Sửa và gửi lại
activity-withdraw = Rút
activity-history = Lịch sử
activity-gone = Không tìm thấy hoạt động này trên máy. Có thể mục chưa được tải về, hoặc đồng chí không có quyền xem. Kết nối mạng, chờ đồng bộ rồi mở lại.
activity-back = Về danh sách hoạt động
activity-content = Nội dung
activity-field-unit = Người ghi
activity-outside-line = Phối hợp:
activity-waits-here = Chỉ có trên máy này; sẽ tự gửi khi có mạng
activity-withdrawn-by = { $name } đã rút
activity-resend = Gửi lại
activity-resend-has-draft = Có một bản sửa đang viết dở của hoạt động này. Mở bản sửa rồi gửi từ đó, hoặc bỏ bản sửa.
activity-withdraw-ask = Rút hoạt động này?
activity-withdraw-words = Hoạt động đã rút không được xem xét nữa và không khôi phục được; nội dung vẫn lưu trong lịch sử.
activity-withdraw-do = Rút hoạt động
activity-withdraw-not = Không rút
activity-copy-new = Chép thành hoạt động mới
activity-twins-title = Có thể hoạt động này đã được ghi
activity-twins-words = Cùng ngày, cùng loại và có người cùng tham gia. Nếu trùng thì bỏ bản nháp này; nếu khác thì cứ gửi.
activity-not-done = Chưa thực hiện được
activity-two-versions = { $field }: có hai bản khác nhau
activity-two-versions-words = Người gửi sẽ chọn bản dùng tiếp. Bản đang hiện là bản máy chủ đang giữ.
activity-refused = Chưa được tiếp nhận: { $what }
activity-refused-page = Hoạt động chưa được tiếp nhận
activity-gone-title = Không tìm thấy
activity-missing-title = Không có hoạt động này trên máy
activity-value-none = (để trống)
history-edited = Sửa
history-resent = Gửi lại
history-confirmed = Xác nhận
history-returned = Trả lại
history-withdrawn = Rút
history-resolved = Chọn giữa hai bản

## Hoạt động: biểu mẫu

activity-form-new = Ghi hoạt động
activity-field-title = Tên hoạt động
activity-field-title-placeholder = Ví dụ: Thăm, tặng quà gia đình chính sách
activity-field-kind = Loại
activity-field-date = Ngày
activity-field-date-hint = Chưa rõ ngày thì ghi tháng và năm.
activity-field-place = Địa điểm
activity-field-place-placeholder = Xã, phường, trụ sở
activity-field-spot = Vị trí
activity-spot-find = Ghi vị trí hiện tại
activity-spot-finding = Đang xác định vị trí…
activity-spot-hint = Không bắt buộc. Chỉ ghi khi đồng chí chọn; kèm sai số.
activity-spot-is = Vị trí: { $spot }
activity-spot-forget = Bỏ vị trí
activity-spot-denied = Trình duyệt không cho biết vị trí. Cho phép trong phần cài đặt của trình duyệt, hoặc chỉ ghi địa điểm bằng chữ.
activity-spot-unknown = Máy chưa xác định được vị trí. Ra chỗ thoáng rồi thử lại, hoặc chỉ ghi địa điểm bằng chữ.
activity-field-text = Nội dung và kết quả
activity-field-text-placeholder = Đã làm gì, phối hợp với ai, kết quả ra sao
activity-field-movement = Phong trào
activity-field-campaign = Đợt thi đua
activity-field-task = Nhiệm vụ
activity-field-people = Người tham gia
activity-field-people-hint = Người trong hệ thống. Gõ vài chữ, không cần dấu.
activity-field-outside = Cơ quan, cá nhân phối hợp
activity-field-outside-placeholder = Công an, Viện kiểm sát, UBND xã…
activity-field-results = Kết quả bằng số
activity-field-results-hint = Chỉ ghi kết quả trực tiếp của hoạt động này; không có thì để trống.
activity-link-none = Không gắn
activity-result-add = Thêm kết quả
activity-result-remove = Bỏ kết quả { $name }
activity-send = Gửi
activity-discard = Bỏ bản nháp
activity-discarded-toast = Đã bỏ bản nháp “{ $title }”.
activity-draft = Bản nháp
activity-saves-itself = tự lưu khi gõ
activity-editing = Sửa hoạt động đã gửi
activity-editing-returned = Sửa hoạt động bị trả lại
activity-result-more = Thêm kết quả khác
activity-works-offline = Gửi được cả khi chưa có mạng
activity-send-to-head = Gửi lãnh đạo đơn vị
activity-sending = Đang đưa vào hàng chờ…
activity-queued-toast = Đã đưa vào hàng chờ gửi. Sẽ tự gửi khi có mạng.
activity-nothing-changed = Không có gì thay đổi nên không gửi.
activity-restored-toast = Đã khôi phục bản nháp.
activity-not-sent = Chưa gửi được
activity-no-unit = Chưa tải xong thông tin đơn vị của đồng chí. Giữ kết nối mạng thêm ít phút rồi gửi lại; bản nháp vẫn còn.
activity-not-saved = Chưa lưu được trên máy này
activity-not-saved-words = Không đóng trang này. Sao chép nội dung ra nơi khác, hoặc tải tệp cứu hộ, rồi thử lưu lại.
activity-copy = Sao chép nội dung
activity-copied = Đã sao chép. Dán vào tin nhắn hoặc ghi chú để giữ.
activity-not-copied = Trình duyệt không cho sao chép. Hãy chọn chữ trong ô rồi chép tay, hoặc tải tệp cứu hộ.
activity-save-again = Thử lưu lại
activity-rescue-name = thi-dua-cuu-ho.json

kind-professional = Công tác chuyên môn, nghiệp vụ
kind-ethics = Học tập và làm theo Bác, chuẩn mực đạo đức
kind-office-culture = Văn hóa công sở
kind-reform = Cải cách hành chính, chuyển đổi số
kind-charity = Xã hội, nhân đạo, từ thiện
kind-other = Khác

## Chờ duyệt

review-title = Chờ duyệt
review-note = { $count } hoạt động đang chờ
review-none-title = Không còn hoạt động nào chờ duyệt
review-none = Hoạt động của đơn vị gửi đến sẽ hiện ở đây để xác nhận hoặc trả lại.
review-confirm = Xác nhận
review-return = Trả lại
review-reason = Lý do trả lại
review-reason-hint = Lý do được chuyển nguyên văn đến người gửi.
review-select = Chọn { $title }
review-select-all = Chọn tất cả
review-selected = Đã chọn { $count } hoạt động
review-bulk-confirm = Xác nhận { $count } hoạt động
review-confirmed-toast =
    { $count ->
        [1] Đã xác nhận. Sẽ gửi khi có mạng.
       *[other] Đã xác nhận { $count } hoạt động. Sẽ gửi khi có mạng.
    }
review-activities = Hoạt động chờ duyệt
review-confirm-name = Xác nhận: { $title }
review-return-name = Trả lại: { $title }
review-return-form = Trả lại người gửi
review-returned-said = Đã trả lại cho người gửi. Sẽ gửi khi có mạng.
review-done-on = thực hiện { $date }
review-sent-at = Gửi lúc { $moment }
review-read-on = Xem toàn bộ
review-whole = Mở chi tiết
review-clash = Hoạt động này đang có hai bản khác nhau
review-clash-words = Người gửi chưa chọn bản dùng tiếp. Nên chờ người gửi chọn xong rồi hãy xác nhận.
review-refused = Chưa ghi nhận kết quả duyệt: { $title }
review-understood = Đã rõ
review-more = Hiện thêm { $count } hoạt động
review-see-all = Xem các hoạt động của đơn vị
review-bulk = Xác nhận nhiều hoạt động cùng lúc
review-bulk-names = Tên các hoạt động đã chọn
review-choose-none = Bỏ chọn
review-nominations = Đề nghị khen thưởng chờ xem xét
review-nominations-count = { $count } đề nghị

## Đề nghị khen thưởng

nominations-title = Đề nghị khen thưởng
nominations-new = Lập đề nghị
nominations-search = Tìm đề nghị
nominations-filter = Lọc đề nghị
nominations-none-title = Chưa có đề nghị nào
nominations-none = Đề nghị đã lập và đề nghị của đơn vị sẽ hiện ở đây. Chọn “Lập đề nghị” để bắt đầu.
nominations-pick = Chọn một đề nghị để xem
nomination-form-new = Lập đề nghị
nomination-form-edit = Sửa đề nghị
nomination-part-award = Nội dung đề nghị
nomination-part-why = Thời gian và thành tích
nomination-subject = Đối tượng
nomination-subject-person = Cá nhân
nomination-subject-collective = Tập thể
nomination-field-person = Cá nhân được đề nghị
nomination-field-collective = Tập thể được đề nghị
nomination-field-award = Danh hiệu, hình thức khen thưởng
nomination-field-kind = Loại hình khen thưởng
nomination-field-from = Từ ngày
nomination-field-to = Đến ngày
nomination-field-achievements = Thành tích
nomination-field-achievements-hint = Số liệu nên khớp với các hoạt động đã xác nhận.
nomination-field-activities = Hoạt động minh chứng
nomination-unverified = Quy định về mục này chưa kiểm chứng; cần đối chiếu văn bản trước khi dùng.
nomination-send = Gửi đề nghị
nomination-withdraw = Rút đề nghị
nomination-return = Trả lại
nomination-return-reason = Lý do trả lại
nomination-gone = Không tìm thấy đề nghị này trên máy. Có thể mục chưa được tải về, hoặc đồng chí không có quyền xem. Kết nối mạng, chờ đồng bộ rồi mở lại.

ground-cong-trang = Công trạng
ground-dot-xuat = Đột xuất
ground-chuyen-de = Phong trào thi đua, chuyên đề
ground-cong-hien = Quá trình cống hiến
ground-nien-han = Niên hạn
ground-doi-ngoai = Đối ngoại
person-elsewhere = Cán bộ đơn vị khác
nomination-back = Về danh sách đề nghị
nomination-by = { $name } lập
nomination-open = Mở đề nghị
nomination-drafts = Bản nháp ({ $count })
nomination-records = Đã lập ({ $count })
nomination-none-found = Không có đề nghị nào khớp. Thử ít từ hơn hoặc chọn “Tất cả”.
nominations-pick-words = Hoặc chọn “Lập đề nghị” để viết đề nghị mới.
nomination-filter-all = Tất cả
nomination-filter-mine = Của tôi
nomination-no-award = Chưa chọn danh hiệu, hình thức
nomination-no-nominee = Chưa chọn cá nhân, tập thể
nomination-no-office = Tài khoản này chưa được phân quyền tại đơn vị nào
nomination-no-office-words = Vẫn viết và lưu bản nháp được. Để gửi, đề nghị cán bộ quản trị phân quyền trước.
nomination-period = Thời gian lập thành tích
nomination-period-from = từ { $date }
nomination-period-to = đến { $date }
nomination-period-hint = Chưa rõ ngày thì ghi tháng và năm.
nomination-words = { $count } từ
nomination-unit = Đơn vị đề nghị
nomination-sent-by = { $who } gửi lúc { $at }
nomination-sent-here = { $who } lập lúc { $at }; chưa tới máy chủ
nomination-changed-here = { $who } gửi lúc { $at }; thay đổi mới chưa tới máy chủ
nomination-returned-by = { $who } trả lại
nomination-missing = Không mở được đề nghị này
nomination-closed = Đề nghị này không sửa được nữa
nomination-closed-words = Đề nghị đã được rút, đã được quyết định hoặc không còn trên máy này. Nội dung đã viết vẫn giữ ở dưới để đọc, chép lại.
nomination-has-draft = Có bản sửa chưa gửi
nomination-edit-on = Sửa tiếp
nomination-return-title = Trả lại đề nghị
nomination-return-hint = Lý do được chuyển nguyên văn đến người lập đề nghị.
nomination-withdraw-title = Rút đề nghị này?
nomination-withdraw-words = Đề nghị đã rút thì không gửi lại được; muốn đề nghị nữa phải lập mới. Nội dung vẫn đọc được trong danh sách.
nomination-keep = Không rút
nomination-history = Lịch sử ({ $count })
nomination-resend = Gửi lại
nomination-refused = Máy chủ chưa tiếp nhận một thay đổi của đề nghị này
nomination-refused-words = Nội dung đã viết vẫn còn nguyên ở Đồng bộ, kèm lý do và cách xử lý.
nomination-refused-open = Mở Đồng bộ
nomination-not-sent = Chưa gửi được
nomination-sending = Đang gửi…
history-sent = Gửi đề nghị
history-fields = Đổi: { $fields }
evidence-none = Chưa chọn hoạt động nào.
evidence-count = { $count } hoạt động
evidence-search = Tìm hoạt động để chọn
evidence-picked = Hoạt động đã chọn
evidence-offers = Hoạt động có thể chọn
evidence-nothing = Không còn hoạt động nào khớp. Hoạt động đã gửi và đã xác nhận của đơn vị hiện ở đây.
evidence-more = Xem thêm, còn { $count }
evidence-takes-part = người được đề nghị có tham gia
evidence-unknown = Một hoạt động không có trên máy này.
award-class = Phân loại
award-subject = Đối tượng

## Hai bản khác nhau

conflict-title = { $field }: hai bản khác nhau
conflict-words = Cả hai bản đều được giữ trong lịch sử. Chọn bản dùng tiếp.
conflict-mine-label = Bản của tôi
conflict-theirs-label = Bản kia
conflict-mine = Giữ bản của tôi
conflict-theirs = Dùng bản kia
conflict-merge = Gộp hai bản
conflict-merged-label = Bản gộp
conflict-merged-keep = Dùng bản gộp

## Đồng bộ

sync-title = Đồng bộ
sync-note = Dữ liệu đang được lưu ở đâu
sync-now = Đồng bộ ngay
sync-now-busy = Đang đồng bộ…
sync-phase-idle = Việc đồng bộ đang do cửa sổ khác thực hiện
sync-phase-exchanging = Đang đồng bộ với máy chủ
sync-phase-live = Đang nối với máy chủ
sync-phase-offline = Ngoại tuyến, tự thử lại khi có mạng
sync-phase-trouble = Máy chủ đang gặp sự cố, tự thử lại
sync-where = Mục của tôi đang ở đâu
sync-only-here = chỉ có trên máy này
sync-on-server = đã tới máy chủ
sync-backed-up = đã sao lưu
sync-only-here-advice = Không xóa dữ liệu trình duyệt, không cài lại máy khi còn mục chưa gửi.
sync-outbox = Chờ gửi
sync-outbox-none-title = Không còn mục nào chờ gửi
sync-attention = Cần xử lý
sync-attention-note = Một mục chưa được tiếp nhận không ảnh hưởng đến các mục khác. Nội dung đã viết được giữ nguyên văn.
sync-resend = Sửa và gửi lại
sync-discard = Bỏ mục này
sync-discarded-toast = Đã bỏ mục “{ $title }”.
sync-your-words = Nội dung đã viết
sync-made-at = ghi lúc { $when }
sync-journal = Đã tới máy chủ
rescue-title = Tệp cứu hộ
rescue-words = Dùng khi máy sắp hỏng, sắp hết chỗ hoặc nhiều ngày không có mạng. Tệp chứa nội dung công việc: giữ như tài liệu của đơn vị.
rescue-export = Tải tệp cứu hộ
rescue-import = Nhập tệp cứu hộ
rescue-import-words = Nhập nhiều lần cũng không sinh bản trùng.
rescue-exported-toast = Đã tải tệp { $name }.
rescue-imported = Đã nhập: { $commands } mục vào hàng chờ, { $drafts } bản nháp. { $known } mục đã có sẵn.
rescue-broken = Tệp này không phải tệp cứu hộ hoặc đã hỏng. Không có gì được nhập.
rescue-other-person = Tệp này thuộc tài khoản khác. Chỉ chủ tài khoản đó đăng nhập mới nhập được.
rescue-newer = Tệp này do phiên bản mới hơn tạo ra. Mở lại phần mềm để dùng phiên bản mới rồi nhập.
storage-title = Chỗ lưu trên máy
storage-used = { $used } trong { $quota }
storage-unknown = trình duyệt không cho biết
storage-kept = Trình duyệt đã bảo đảm lưu dữ liệu lâu dài.
storage-not-kept = Trình duyệt có thể xóa dữ liệu khi máy thiếu chỗ.

command-draft-save = Lưu bản nháp
command-draft-discard = Bỏ bản nháp
command-activity-submit = Gửi hoạt động
command-activity-edit = Sửa hoạt động
command-activity-resend = Gửi lại hoạt động
command-activity-confirm = Xác nhận hoạt động
command-activity-return = Trả lại hoạt động
command-activity-withdraw = Rút hoạt động
command-nomination-propose = Gửi đề nghị
command-nomination-edit = Sửa đề nghị
command-nomination-resend = Gửi lại đề nghị
command-nomination-return = Trả lại đề nghị
command-nomination-withdraw = Rút đề nghị
command-conflict-resolve = Chọn giữa hai bản
command-figure-enter = Nhập số liệu
command-plan-import = Nhập Kế hoạch
command-unit-create = Lập đơn vị
command-unit-succeed = Sáp nhập đơn vị
command-person-create = Thêm người
command-person-move = Chuyển đơn vị
command-grant-give = Phân quyền
command-grant-withdraw = Thu hồi quyền
command-other = Thao tác khác

## Cài đặt

settings-title = Cài đặt
settings-language = Ngôn ngữ
settings-theme = Giao diện
settings-theme-system = Theo máy
settings-theme-light = Sáng
settings-theme-dark = Tối
settings-theme-contrast = Ngoài nắng (tương phản cao)
settings-account = Tài khoản
settings-roles = Vai trò được giao
settings-devices = Các máy đang đăng nhập
settings-devices-offline = Cần có mạng để xem các máy đang đăng nhập.
settings-device-this = máy này
settings-device-seen = dùng lần cuối { $when }
settings-device-unknown = Máy không rõ tên
settings-device-end = Kết thúc phiên
settings-device-ended-toast = Đã kết thúc phiên trên { $name }.
settings-install = Cài đặt phần mềm
settings-install-words = Mở nhanh hơn và giữ dữ liệu lâu dài hơn.
settings-installed = Phần mềm đã được cài đặt trên máy này.
settings-version = Phiên bản phần mềm { $build }
settings-check-update = Kiểm tra phiên bản mới
settings-update-current = Đang dùng phiên bản mới nhất.
settings-update-waiting = Đã có phiên bản mới, tự áp dụng ở lần mở sau.
settings-update-offline = Chưa có mạng nên chưa kiểm tra được.
settings-update-failed = Chưa tải trọn phiên bản mới; phần mềm sẽ tự thử lại.
settings-sign-out = Đăng xuất
settings-sign-out-title = Đăng xuất khỏi máy này?
settings-sign-out-words = Người dùng máy sau đó không xem được dữ liệu của đồng chí.
settings-sign-out-unsent = Còn { $count } mục chưa gửi. Phần mềm khóa lại chứ không xóa; đăng nhập lại là gửi tiếp được.
settings-sign-out-offline = Chưa có mạng: máy này được khóa lại ngay, phiên trên máy chủ kết thúc ở lần đăng nhập sau trên máy này. Đăng nhập lại cần có mạng.

role-staff = Cán bộ, công chức
role-unit-head = Lãnh đạo đơn vị
role-emulation-officer = Cán bộ thi đua
role-council-member = Thành viên Hội đồng
role-council-secretary = Thư ký Hội đồng
role-council-chair = Chủ tịch Hội đồng
role-inspector = Kiểm tra, giám sát
role-signer = Người ký quyết định
role-auditor = Theo dõi (chỉ xem)
role-admin = Quản trị hệ thống
role-at = { $role }, { $unit }

## Khung màn hình và mục chung

moment-day = { $clock } ngày { $day }
span-seconds = { $n } giây
screen-coming = Đang mở…
screen-failed = Chưa tải được màn hình này
screen-failed-words = Có thể mạng vừa ngắt. Những gì đã lưu trên máy này vẫn còn nguyên.
no-screen-title = Không có màn hình này
no-screen-words = Địa chỉ có thể đã đổi. Mọi nội dung đã lưu vẫn còn nguyên.
net-server = Máy chủ gặp lỗi (mã { $status }). Thử lại sau ít phút; nếu vẫn lỗi, báo cán bộ quản trị kèm mã này.
notice-broken = Chưa lưu được trên máy này
notice-broken-words = Trình duyệt báo lỗi khi lưu, nội dung vừa viết chưa được lưu. Không đóng trang này: phần mềm thử lại ở lần gõ sau; nếu vẫn lỗi, tải tệp cứu hộ.
notice-rescue = Đến Tệp cứu hộ
notice-clock-fast = Đồng hồ máy nhanh { $span } so với máy chủ
notice-clock-slow = Đồng hồ máy chậm { $span } so với máy chủ
notice-clock-words = Thời gian gửi vẫn tính theo máy chủ; thứ tự và thời hạn không bị ảnh hưởng. Nên chỉnh lại giờ của máy.

## Sẵn sàng ngoại tuyến, cài lên máy

ready-program = Đã tải phần mềm về máy
ready-program-done = Mất mạng vẫn mở được.
ready-program-doing = Đang tải về máy. Giữ kết nối mạng thêm ít phút.
ready-plan-done = Đọc được cả khi không có mạng.
ready-save-done = Vừa ghi thử vào bộ nhớ của máy này.
ready-save-doing = Đang ghi thử…
ready-put-away = Đã xem
install-by-menu = Mở trình đơn của trình duyệt, chọn “Cài đặt ứng dụng” hoặc “Thêm vào màn hình chính”.
install-share-1 = Chạm nút Chia sẻ ở thanh của trình duyệt.
install-share-2 = Chọn “Thêm vào MH chính”.

## Đăng nhập: phần bổ sung

sign-in-failed = Chưa đăng nhập được
sign-in-device = Tên máy này
sign-in-device-hint = Để nhận ra máy trong danh sách các máy đang đăng nhập.
device-phone = Điện thoại
device-tablet = Máy tính bảng
device-computer = Máy tính

## Đồng bộ: phần bổ sung

sync-drop = Bỏ
sync-last-exchange = đồng bộ gần nhất { $when }
sync-say-good = Mọi nội dung trên máy này đã tới máy chủ
sync-say-never = Máy này chưa đồng bộ với máy chủ lần nào
sync-say-both = { $count } mục cần xử lý, { $waiting } mục chờ gửi
sync-say-here = { $count } mục và { $drafts } bản nháp chỉ có trên máy này
sync-failed = Chưa làm được
sync-draft-taken = Đang có một bản nháp khác của mục này; chép phần cần giữ sang bản đó rồi bỏ mục ở đây.
sync-open-draft = Mở bản nháp
sync-open-record = Mở mục này
sync-outbox-count = { $count } mục
sync-held-by = Bị chặn: mục “{ $title }” trước đó chưa được tiếp nhận.
sync-goes-after = Gửi sau mục “{ $title }”.
sync-drafts = Bản nháp
sync-drafts-count = { $count } bản
sync-drafts-none = Không có bản nháp nào.
sync-draft-at = viết lần cuối { $when }
sync-journal-days = 7 ngày gần đây
sync-journal-none = Mục máy chủ đã tiếp nhận sẽ hiện ở đây.
sync-put-away = đã bỏ
sync-take-back = Lấy lại
sync-clashed = có hai bản khác nhau
sync-place = Ở đâu
sync-column-sent = Mục đã gửi
sync-column-drafts = Bản nháp
sync-on-server-advice = Mở máy khác cũng thấy.
sync-backed-up-advice = Nằm trong bản sao lưu của máy chủ.
rescue-nothing = Không có gì được nhập
rescue-known = Không có gì mới: { $known } mục trong tệp đã có sẵn trên máy này.
rescue-importing = Đang nhập…
rescue-too-large = Tệp lớn hơn 100 MB nên không phải tệp cứu hộ của phần mềm này.
rescue-unreadable = Trình duyệt không đọc được tệp này. Chép tệp vào máy rồi chọn lại.

## Cài đặt: phần bổ sung

settings-language-missing = Chưa tải được giao diện của ngôn ngữ này. Kết nối mạng rồi chọn lại.
settings-program = Phần mềm
settings-checking = Đang kiểm tra…
settings-update-unsupported = Trình duyệt này không lưu phần mềm trên máy; mỗi lần mở đều dùng phiên bản mới nhất trên máy chủ.
settings-device-end-of = Kết thúc phiên trên { $name }
settings-sign-out-head = Kết thúc làm việc trên máy này
settings-signing-out = Đang đăng xuất…
password-title = Đổi mật khẩu
password-old = Mật khẩu hiện tại
password-new = Mật khẩu mới
password-again = Nhập lại mật khẩu mới
password-hint = Ít nhất { $least } ký tự.
password-old-missing = Nhập mật khẩu hiện tại.
password-short = Mật khẩu mới cần ít nhất { $least } ký tự.
password-guessable = Mật khẩu này quá dễ đoán. Dùng một câu ngắn chỉ mình biết, không chứa tên đăng nhập.
password-differs = Hai lần nhập chưa giống nhau.
password-busy = Đang đổi…
password-changed = Đã đổi mật khẩu
password-changed-words = Các máy khác đang đăng nhập bằng tài khoản này phải đăng nhập lại.
password-failed = Chưa đổi được mật khẩu
password-wrong = Mật khẩu hiện tại không đúng.
password-offline = Chưa có mạng. Đổi mật khẩu cần máy chủ; kết nối mạng rồi thử lại.

# Minh chứng: ảnh, tài liệu kèm hoạt động
activity-field-evidence = Ảnh, tài liệu minh chứng
evidence-hint = Ảnh chụp, ảnh có sẵn hoặc tệp PDF. Lưu ngay trên máy này, không cần mạng; vị trí và thông tin máy ảnh trong tệp ảnh được xóa.
evidence-shoot = Chụp ảnh
evidence-choose = Chọn ảnh, tệp PDF
evidence-photo = Ảnh
evidence-keeping = Đang lưu { $count } tệp trên máy này…
evidence-working = Đã lưu trên máy này, đang thu gọn
evidence-waits = Đã lưu trên máy này, chờ gửi
evidence-sending = Đang gửi { $percent }%
evidence-arrived = Đã tới máy chủ
evidence-elsewhere = Chưa tới máy chủ
evidence-come = { $arrived }/{ $count } ảnh, tài liệu đã tới máy chủ
evidence-remove = Bỏ { $name }
evidence-taken-out = Đã bỏ một tệp. Tệp vẫn còn trên máy này.
evidence-put-back = Lấy lại
evidence-not-kept = Máy này chưa lưu được tệp. Thử lại; nếu vẫn không được, khởi động lại trình duyệt.
evidence-no-room = Máy này sắp hết chỗ lưu
evidence-no-room-words = Chỗ còn lại dành cho chữ, nên tạm chưa nhận thêm ảnh. Kết nối mạng để gửi ảnh cũ, hoặc xóa bớt dữ liệu trên máy. Nội dung đã viết không bị ảnh hưởng.
evidence-server-full = Máy chủ tạm chưa nhận thêm ảnh
evidence-server-full-words = Dung lượng dành cho ảnh đã hết. Ảnh vẫn còn trên máy này; báo cán bộ quản trị để tăng dung lượng. Nội dung đã gửi không bị ảnh hưởng.
file-empty = Tệp rỗng, không có nội dung.
file-unknown-type = Tệp không phải ảnh hay PDF. Nhận ảnh JPEG, PNG, WebP, HEIC và tệp PDF.
file-svg = Không nhận tệp SVG vì có thể chứa mã lệnh. Chụp hoặc lưu lại thành ảnh JPEG, PNG.
file-html = Tệp này là trang web, không phải ảnh.
file-archive = Đây là tệp nén hoặc tệp Word, Excel. Xuất thành PDF rồi chọn lại.
file-gif = Không nhận ảnh GIF. Lưu lại thành JPEG hoặc PNG.
file-heic = Trình duyệt này không mở được ảnh HEIC. Trong phần cài đặt máy ảnh, chọn định dạng JPEG (Tương thích nhất).
file-avif = Trình duyệt này không mở được ảnh AVIF. Lưu lại thành JPEG.
file-too-large = Tệp quá lớn. Ảnh tối đa 30 MB, PDF tối đa 20 MB.
file-too-many-pixels = Ảnh quá lớn (hơn 60 triệu điểm ảnh). Giảm độ phân giải rồi chọn lại.
file-too-many-scans = Ảnh được ghi theo cách bất thường. Mở rồi lưu lại thành JPEG.
file-animated = Không nhận ảnh động.
file-unsupported = Ảnh dùng cách nén mà trình duyệt không mở được. Lưu lại thành JPEG.
file-damaged = Tệp bị hỏng hoặc thiếu nội dung.
file-pdf-active = Tệp PDF có mã lệnh hoặc tệp đính kèm bên trong. In lại thành PDF thường rồi chọn lại.
file-not-canonical = Máy chủ không nhận ảnh vì ảnh chưa được thu gọn đúng cách. Bỏ ảnh rồi chọn lại.
file-hash-mismatch = Ảnh bị thay đổi trên đường truyền. Bỏ ảnh rồi chọn lại.
file-undrawable = Máy này không mở được ảnh. Chọn ảnh khác hoặc lưu lại thành JPEG.
file-lost = Tệp không còn trên máy này.
file-other = Tệp không nhận được ({ $code }).
error-evidence-too-many = Mỗi hoạt động kèm tối đa 20 ảnh, tài liệu.
error-evidence-unreadable = Danh sách ảnh, tài liệu không đọc được.
