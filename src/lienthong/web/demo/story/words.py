"""What people write in the simulated year. Invented; the screen says that it is simulated."""

PROGRESS = (
    "Đã phân công cán bộ phụ trách, lập danh mục việc cần làm và gửi các đơn vị phối hợp góp ý.",
    "Đã thu thập số liệu của các đơn vị trực thuộc, còn thiếu hai đơn vị.",
    "Đã xong dự thảo lần một, đang xin ý kiến Sở Thông tin và Truyền thông.",
    "Đã tổ chức họp thống nhất nội dung, các ý kiến được tiếp thu vào dự thảo.",
    "Đã triển khai tại các phòng chuyên môn, kết quả bước đầu đúng tiến độ.",
    "Đã làm việc với doanh nghiệp, thống nhất lịch khảo sát thực địa.",
    "Đã khảo sát xong các điểm, đang tổng hợp kết quả.",
    "Tiến độ chậm do thiếu kinh phí, đã kiến nghị Sở Tài chính bố trí bổ sung.",
    "Đã hoàn chỉnh hồ sơ, chờ lãnh đạo cơ quan ký.",
    "Đã mở hai lớp tập huấn, số người dự đạt yêu cầu.",
)
OUTPUTS = (
    "Báo cáo kết quả thực hiện kèm biểu số liệu của từng đơn vị.",
    "Báo cáo kết quả kèm danh sách các điểm đã triển khai và biên bản nghiệm thu.",
    "Văn bản đã ban hành, gửi các cơ quan liên quan để thực hiện.",
    "Biên bản, số liệu đã kiểm tra và bảng tổng hợp chung.",
)
SENT_BACK = (
    "Thiếu biểu số liệu của đơn vị trực thuộc, đề nghị bổ sung.",
    "Báo cáo chưa nêu nguyên nhân của phần việc chưa làm được.",
    "Văn bản gửi kèm chưa có số, ngày ban hành.",
)
REOPENED = (
    "Kiểm tra thực tế cho thấy một số nội dung chưa làm, đề nghị thực hiện lại.",
    "Số liệu báo cáo chưa khớp với số liệu của cơ quan thống kê.",
)
REMINDERS = (
    "Đề nghị khẩn trương báo cáo kết quả; đã quá thời hạn được giao.",
    "Còn ít ngày đến hạn, đề nghị cập nhật tiến độ và nêu khó khăn nếu có.",
)
EXTENSIONS = (
    "Khối lượng khảo sát lớn, cần thêm thời gian để đối chiếu số liệu.",
    "Chờ văn bản hướng dẫn của bộ quản lý chuyên ngành.",
    "Kinh phí được bố trí chậm so với kế hoạch.",
)
CONFIRMED = ("Đồng ý với kết quả báo cáo.", "Đủ sản phẩm theo yêu cầu.", "")
INSTRUCTIONS = (
    "Đề nghị thực hiện đúng thời hạn, vướng mắc báo cáo ngay.",
    "Chủ trì, phối hợp các phòng liên quan.",
    "Tham mưu văn bản trình lãnh đạo ký.",
)
# Jobs given outside the plan, in conclusions and letters of the year: title, output, field.
JOBS = (
    (
        "Rà soát các điểm bưu điện văn hóa xã ngừng hoạt động, đề xuất hướng xử lý",
        "Báo cáo rà soát",
        "buu_chinh",
    ),
    ("Báo cáo tình hình phát trả thư, báo tại các xã vùng cao", "Báo cáo", "buu_chinh"),
    ("Kiểm tra chất lượng kết nối mạng diện rộng tại cơ quan, báo cáo khó khăn", "Báo cáo kiểm tra", "cntt"),
    ("Cử cán bộ dự lớp quản trị mạng và an toàn thông tin", "Danh sách cử học", "nhan_luc"),
    ("Cập nhật danh bạ điện thoại và thư điện tử công vụ của cơ quan", "Danh bạ đã cập nhật", "cntt"),
    ("Rà soát thủ tục hành chính đủ điều kiện cung cấp trực tuyến mức độ 3", "Danh mục thủ tục", "cntt"),
    ("Báo cáo hiện trạng máy tính và mạng nội bộ phục vụ công tác", "Biểu hiện trạng", "cntt"),
    ("Lập dự toán kinh phí ứng dụng công nghệ thông tin năm 2013", "Dự toán", "ngan_sach"),
    (
        "Kiểm tra đại lý Internet và trò chơi điện tử công cộng trên địa bàn",
        "Biên bản, báo cáo kiểm tra",
        "vien_thong",
    ),
    ("Góp ý dự thảo quy định bảo đảm an toàn thông tin mạng của tỉnh", "Văn bản góp ý", "an_toan_thong_tin"),
    (
        "Triển khai chữ ký số cho lãnh đạo và văn thư cơ quan",
        "Danh sách đã cấp chứng thư",
        "an_toan_thong_tin",
    ),
    (
        "Sửa chữa cụm loa truyền thanh hư hỏng tại các xã",
        "Báo cáo kết quả sửa chữa",
        "phat_thanh_truyen_hinh",
    ),
    ("Tổng hợp nhu cầu tuyển dụng cán bộ chuyên trách công nghệ thông tin", "Biểu tổng hợp", "nhan_luc"),
    ("Tổ chức hội nghị trực tuyến đánh giá sáu tháng đầu năm", "Biên bản hội nghị", "cntt"),
    ("Chỉnh trang cáp treo trên các tuyến đường trung tâm", "Biên bản nghiệm thu tuyến", "vien_thong"),
    ("Đưa văn bản chỉ đạo điều hành lên trang thông tin điện tử đúng thời hạn", "Báo cáo kết quả", "cntt"),
)
# What the Office adds to a Monday page, and what it notes there.
OTHER_MATTERS = (
    "Bàn kinh phí duy trì đường truyền mạng diện rộng của các xã",
    "Thống nhất lịch tập huấn chữ ký số cho văn thư các cơ quan",
    "Nghe báo cáo tình hình thiết bị của một cửa điện tử các huyện",
)
MONDAY_NOTES = (
    "Mời thêm Sở Tài chính dự phần kinh phí.",
    "Các cơ quan chậm báo cáo trực tiếp tại cuộc họp.",
    "Ưu tiên các nhiệm vụ chờ quyết toán cuối năm.",
)
