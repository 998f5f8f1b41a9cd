"""One norm alone in a letter, one part of a procedure alone in a regulation; and sentences beside them that are none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lawcheck.reporting.model import Report
from lawcheck.training.dataset import weigh

LETTER = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 412/UBND-NC\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nV/v tiếp dân, chế độ phụ cấp\n\n"
    "Kính gửi: Các sở, ban, ngành; Ủy ban nhân dân các xã, phường.\n\n1. Các cơ quan, đơn vị tiếp tục nâng cao trách nhiệm.\n\n2. {sentence}\n"
)
DECISION = (
    "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\n-------\n\nSố: 12/2025/QĐ-UBND\n\nLâm Đồng, ngày 15 tháng 9 năm 2025\n\nQUYẾT ĐỊNH\nQuy định quản lý chợ\n\n"
    "Điều 1. Phạm vi điều chỉnh\nQuyết định này quy định việc quản lý chợ trên địa bàn tỉnh.\n\nĐiều 2. Quản lý chợ\n- {sentence}\n\n"
    "1. Chợ được mở cửa hằng ngày.\n2. Hàng hóa được sắp xếp gọn gàng.\n\nĐiều 3. Hiệu lực\nQuyết định này có hiệu lực từ ngày 01 tháng 10 năm 2025.\n"
)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "Trong thời hạn 10 ngày làm việc kể từ ngày nhận được kiến nghị, các sở phải thông báo kết quả cho tổ chức, cá nhân.",
            "co-dau-hieu",
        ),
        ("Trường hợp từ chối, cơ quan tiếp nhận phải trả lời bằng văn bản và nêu rõ lý do.", "co-dau-hieu"),
        ("Trong thời hạn 10 ngày kể từ ngày nhận được báo cáo, Sở Tài chính tổng hợp, trình Ủy ban nhân dân tỉnh quyết định.", "khong-co"),
        ("Trưởng Ban bảo vệ dân phố được hưởng phụ cấp 210.000 đồng/tháng.", "co-dau-hieu"),
        ("Kinh phí phụ cấp của Trưởng Ban bảo vệ dân phố năm 2025 là 210.000 đồng/tháng x 12 tháng.", "khong-co"),
        ("Chỉ hỗ trợ đối với hộ có đơn gửi trước khi thu hồi đất.", "co-dau-hieu"),
        ("Đóng góp vào Quỹ là nghĩa vụ của mọi công dân cư trú trên địa bàn tỉnh.", "co-dau-hieu"),
        ("Đề nghị các cơ quan thực hiện tốt nhiệm vụ được giao.", "khong-co"),
        ("Trong thời hạn 05 ngày kể từ ngày thay đổi, chủ đầu tư thông báo cho Sở Xây dựng.", "co-dau-hieu"),
        ("Trong thời hạn 05 ngày kể từ ngày thay đổi, Sở Tài chính thông báo cho Sở Xây dựng.", "khong-co"),
        ("Người điều khiển phương tiện không được dừng, đỗ dưới lòng đường.", "co-dau-hieu"),
        ("Người được giao nhiệm vụ soạn thảo không được gửi dự thảo ra ngoài.", "khong-co"),
        (
            "Ủy ban nhân dân cấp xã quyết định thanh lý tài sản có nguyên giá dưới 500 triệu đồng thuộc phạm vi quản lý.",
            "co-dau-hieu",
        ),
        ("Sở Tài chính trình Ủy ban nhân dân tỉnh quyết định thanh lý 02 xe ô tô của Văn phòng.", "khong-co"),
        ("Đối với bùn thải phát sinh tại công trình, chủ đầu tư phối hợp với đơn vị thu gom vận chuyển về nơi xử lý.", "co-dau-hieu"),
        ("Đối với bùn thải phát sinh tại công trình, chủ đầu tư đã phối hợp với đơn vị thu gom.", "khong-co"),
        ("Các hộ kinh doanh thu gom rác trước 18 giờ hằng ngày.", "co-dau-hieu"),
        ("Hộ kinh doanh thu gom rác đạt kết quả tốt.", "khong-co"),
        ("Bến khách hoạt động từ 5 giờ đến 20 giờ.", "co-dau-hieu"),
        ("Hội nghị làm việc từ 8 giờ đến 11 giờ ngày 12/10/2025.", "khong-co"),
        ("Học sinh không mang điện thoại vào lớp.", "co-dau-hieu"),
        ("Trong lễ cưới không đốt pháo.", "co-dau-hieu"),
        ("Ngưng việc buôn bán tại quảng trường, công viên.", "co-dau-hieu"),
        ("Qua kiểm tra, đoàn đã tạm dừng hoạt động 02 cơ sở.", "khong-co"),
        ("Thửa đất ở sau khi tách có diện tích không nhỏ hơn 60 m2.", "co-dau-hieu"),
        ("Tỷ lệ hồ sơ giải quyết chậm không quá 5%.", "khong-co"),
        ("Mức bồi thường di chuyển mồ mả (đồng/mộ):\n\nMộ đất | 2.000.000", "co-dau-hieu"),
        ("Ngân sách tỉnh hỗ trợ 100% tiền đóng bảo hiểm cho người nhiễm HIV.", "co-dau-hieu"),
        ("Không giải quyết đề nghị tách thửa số 125, tờ bản đồ số 8 của ông Trần Văn B vì đất đang có tranh chấp.", "khong-co"),
        ("Công chức, người lao động phải đeo thẻ trong giờ làm việc.", "khong-co"),
        ("Phạt tiền từ 1.000.000 đồng đến 2.000.000 đồng đối với hành vi đổ rác ra sông.", "co-dau-hieu"),
        ("Mức phạt tiền tối đa đối với cá nhân là 30.000.000 đồng, đối với tổ chức là 60.000.000 đồng.", "co-dau-hieu"),
        ("Tổng mức phạt tiền đã thu trong quý là 30.000.000 đồng.", "khong-co"),
        ("Cá nhân cho thuê nhà nộp thuế bằng phần doanh thu vượt mức nhân với thuế suất 5%.", "co-dau-hieu"),
        ("Thiệt hại từ 30 % đến dưới 50 % sản lượng thì được giảm 70 % thủy lợi phí.", "co-dau-hieu"),
        ("Trường hợp phôi chứng chỉ bị mất, cơ sở bồi dưỡng phải báo ngay cho cơ quan công an.", "co-dau-hieu"),
        ("Chủ tịch Ủy ban nhân dân các xã phải báo ngay cho Công an tỉnh.", "khong-co"),
        ("Hỗ trợ tiền ăn cho người dự thi là 50.000 đồng/người/ngày.", "co-dau-hieu"),
        ("Không bồi thường, hỗ trợ đối với nhà cửa xây dựng sau khi có thông báo thu hồi đất.", "co-dau-hieu"),
        ("Không để xảy ra tình trạng chậm trễ đối với các nhiệm vụ được giao.", "khong-co"),
        ("Trường hợp không kê khai được số người thì áp dụng giá bán lẻ điện của bậc 2.", "co-dau-hieu"),
        ("Trường hợp có vướng mắc thì báo cáo Ủy ban nhân dân tỉnh xem xét.", "khong-co"),
        ("Mức thu phí là 8% trên doanh thu vận tải.", "co-dau-hieu"),
        ("Tổ chức, cá nhân khai thác dữ liệu của mình không phải nộp phí.", "co-dau-hieu"),
        ("Thời hạn chiết khấu là khoảng thời gian tính đến ngày khách hàng phải mua lại.", "khong-co"),
        ("Nước thải của chợ phải được thu gom vào bể lắng trước khi đấu nối.", "co-dau-hieu"),
        ("Việc triển khai kế hoạch phải được thực hiện đồng bộ, hiệu quả.", "khong-co"),
        ("Bể chứa phải có nắp đậy kín.", "co-dau-hieu"),
        ("Công tác tuyên truyền phải có trọng tâm, trọng điểm.", "khong-co"),
        ("Các khoản phải thu của đơn vị được ghi vào sổ.", "khong-co"),
        ("Nhập xã Tân Phú và xã Trí Phải thành xã mới.", "khong-co"),
        ("Tổ chức phát hành không được sử dụng giấy tờ có giá của mình để giao dịch.", "co-dau-hieu"),
        ("Tổ chức tiếp nhận, quản lý hàng dự trữ được cấp đúng mục đích.", "khong-co"),
        ("Các cơ sở đào tạo đã xây dựng phòng nghỉ không được thu thêm tiền của học viên.", "co-dau-hieu"),
        ("Tổ chức, cá nhân thực hiện việc kiểm toán không được yêu cầu văn bản giấy.", "co-dau-hieu"),
        ("Trường hợp kiểm định lại thì giá dịch vụ kiểm định thu bằng 100% giá của cơ sở đăng kiểm.", "co-dau-hieu"),
        ("Thí sinh xét tuyển vào các trường: 15.000 (mười lăm nghìn) đồng / hồ sơ.", "co-dau-hieu"),
        ("Miễn phí tham quan đối với các đối tượng sau: trẻ em, người cao tuổi.", "co-dau-hieu"),
        ("Người môi giới phải dự tập huấn hằng năm, tính từ ngày 01 tháng 01 đến ngày 31 tháng 12.", "co-dau-hieu"),
        ("Các hộ đã nhận hỗ trợ phải hoàn trả trước ngày 31/12/2025.", "khong-co"),
        ("Hộ đăng ký sau ngày công bố quy hoạch thì không áp dụng mức hỗ trợ này.", "co-dau-hieu"),
        ("Tiền thuê đất một năm được tính trên cơ sở đơn giá thuê đất nhân với diện tích thuê.", "co-dau-hieu"),
        ("Người cao tuổi theo quy định tại Điều 2 Luật Người cao tuổi được trợ cấp mức 500.000 đồng/người/tháng.", "co-dau-hieu"),
        ("Theo quy định tại Điều 4 Nghị định số 20/2021/NĐ-CP, mức chuẩn trợ giúp xã hội là 360.000 đồng/tháng.", "khong-co"),
        (
            "Trường hợp khai thác vượt công suất theo quy định tại Quyết định số 05/2024/QĐ-UBND thì cơ sở phải nộp thêm 20% tiền phí.",
            "co-dau-hieu",
        ),
        ("Miễn lệ phí đối với trẻ em, người khuyết tật và hộ nghèo.", "co-dau-hieu"),
        ("Hỗ trợ 20 triệu đồng (Hai mươi triệu đồng) đối với tổ chức đạt giải vàng chất lượng quốc gia.", "co-dau-hieu"),
        ("Hạn mức giao đất trồng cây hằng năm không quá 02 ha đối với mỗi hộ.", "co-dau-hieu"),
        ("Hành lang bảo vệ kênh loại I mỗi bên là 5 mét tính từ chân mái ngoài bờ kênh.", "co-dau-hieu"),
        ("Tàu cá chưa bật thiết bị giám sát hành trình thì Ban Quản lý cảng cá không cho rời cảng.", "co-dau-hieu"),
        ("Ngân hàng thương mại được hưởng bằng 15% trên tổng số tiền thuế được hoàn.", "co-dau-hieu"),
        ("Mức chi họp thẩm định: Người chủ trì cuộc họp là 100.000 đồng/người/buổi.", "co-dau-hieu"),
        (
            "Doanh nghiệp vận tải khách đăng ký màu sơn riêng, niêm yết số điện thoại trung tâm điều hành ở mặt ngoài cánh cửa xe.",
            "co-dau-hieu",
        ),
        ("Các doanh nghiệp viễn thông phối hợp với các đơn vị liên quan triển khai hiệu quả các nội dung của kế hoạch.", "khong-co"),
        ("Điều tra, xác định các khu vực phải đăng ký khai thác nước dưới đất.", "khong-co"),
        ("Các cơ quan, tổ chức liên quan có trách nhiệm phối hợp chặt chẽ với Thường trực Hội đồng nhân dân.", "khong-co"),
        ("Tổ trưởng tổ dân phố hướng dẫn các đối tượng đủ điều kiện được hỗ trợ làm đơn đề nghị.", "khong-co"),
        ("Nghiêm cấm biếu, tặng quà Tết cho lãnh đạo các cấp dưới mọi hình thức.", "khong-co"),
        ("Hồ sơ của tập thể, cá nhân gửi sau ngày 22/01/2026 sẽ không được xét khen thưởng.", "khong-co"),
        ("Các tuyến cáp treo trên cột hoặc công trình hạ tầng khác phải được bó gọn.", "co-dau-hieu"),
        ("Việc trình Ủy ban nhân dân tỉnh phải được bó gọn trong tháng 9.", "khong-co"),
        ("Trường hợp xảy ra sự cố, đơn vị sở hữu công trình phải khắc phục hậu quả.", "co-dau-hieu"),
        ("Trường hợp xảy ra sự cố, đơn vị phải báo cáo Ủy ban nhân dân tỉnh.", "khong-co"),
        ("Chỉ những cơ sở đã lắp camera mới được phép trông giữ xe.", "co-dau-hieu"),
        ("Bùn thải của cá nhân, tổ chức nào thì cá nhân, tổ chức đó phải chi trả.", "co-dau-hieu"),
        (
            "Phân cấp cho Ủy ban nhân dân cấp xã quản lý chợ hạng 3, trừ trường hợp quy định tại Điều 5 Nghị định số 60/2024/NĐ-CP.",
            "co-dau-hieu",
        ),
        ("Đối tượng được phân cấp: Chủ tịch Ủy ban nhân dân cấp xã.", "co-dau-hieu"),
        ("Nội dung phân cấp: rà soát, đề xuất các nhiệm vụ cần phân cấp cho cấp xã.", "khong-co"),
        ("Nêu rõ các khó khăn đang gặp phải về vốn, thu hút nhà đầu tư thứ cấp.", "khong-co"),
        ("Về hướng tuyến: Đề nghị Nhà đầu tư phải nghiên cứu phương án bảo đảm khai thác an toàn.", "khong-co"),
        ("Tổng số hồ, ao không được san lấp: 327 hồ, ao.", "khong-co"),
        ("Kiên quyết áp dụng các biện pháp đình chỉ, tạm dừng hoạt động đối với cơ sở vi phạm nhiều lần.", "khong-co"),
        ("Đoàn Luật sư tỉnh Bình Thuận có trách nhiệm bàn giao tài sản cho Đoàn Luật sư tỉnh Lâm Đồng.", "khong-co"),
        ("Ủy ban nhân dân tỉnh quyết định mức đầu tư cụ thể cho từng dự án.", "khong-co"),
        ("Bản in từ văn bản điện tử không có dấu xác thực thì không có giá trị pháp lý.", "co-dau-hieu"),
        ("Văn bản điện tử đã được xác thực chữ ký số thì có giá trị tương đương với văn bản giấy.", "co-dau-hieu"),
        (
            "Các phường thuộc thành phố Biên Hòa, thị xã Long Khánh diện tích tối thiểu được tách thửa bằng hoặc lớn hơn 60 m2.",
            "co-dau-hieu",
        ),
        ("Gói thầu có giá trị trong phạm vi dự toán được duyệt của đơn vị.", "khong-co"),
        ("Bằng khen để tặng cho hộ gia đình hiến đất làm đường từ 500 m2 trở lên.", "co-dau-hieu"),
        ("Đề nghị tặng Bằng khen cho 05 hộ gia đình đã hiến đất làm đường.", "khong-co"),
        ("Dự án đã phê duyệt trước ngày Quy định này có hiệu lực thì tiếp tục thực hiện theo mức hỗ trợ cũ.", "co-dau-hieu"),
        ("Giấy phép cấp trước ngày Luật này có hiệu lực thi hành được tiếp tục sử dụng theo khoản 2 Điều 111 Luật này.", "khong-co"),
        ("Khi các văn bản dẫn chiếu tại Kế hoạch được sửa đổi, thay thế thì áp dụng theo định mức của văn bản mới.", "khong-co"),
        ("Nhạc tang chỉ sử dụng nhạc truyền thống; chỉ treo cờ tang tại địa điểm tổ chức lễ tang.", "co-dau-hieu"),
        ("Chỉ tổ chức đủ điều kiện theo quy định của pháp luật mới được vận chuyển bùn thải.", "co-dau-hieu"),
        ("Việc dùng chung cột điện được thực hiện thông qua hợp đồng bằng văn bản giữa các bên.", "co-dau-hieu"),
        ("Đối tượng đóng góp Quỹ gồm: công dân từ đủ 18 tuổi, doanh nghiệp, hộ kinh doanh.", "co-dau-hieu"),
        ("Khi xảy ra tai nạn điện phải cắt điện, sơ tán người và kịp thời báo cáo cơ quan có thẩm quyền.", "co-dau-hieu"),
        ("Khi có vướng mắc phải báo cáo kịp thời để Ủy ban nhân dân tỉnh xem xét.", "khong-co"),
        (
            "Đối với hộ gia đình đã ở ổn định từ trước ngày 15/10/1993 thì diện tích được tính bồi thường không quá 300 m2.",
            "co-dau-hieu",
        ),
        ("Đối với hộ có nhà ở được chính quyền xác nhận thì được hỗ trợ 50% giá đất ở.", "co-dau-hieu"),
        ("Đối với dự án tự xây dựng, không có dự toán thì chi phí xây dựng được xác định căn cứ vào bảng giá nhà.", "co-dau-hieu"),
        ("Nhà đầu tư sử dụng từ 30 lao động được ngân sách tỉnh hỗ trợ 1.000.000đ (một triệu đồng)/lao động.", "co-dau-hieu"),
        ("Trường hợp mất giấy phép mà tìm lại được sau khi được cấp lại thì tổ chức phải nộp lại giấy phép.", "co-dau-hieu"),
        (
            "Mức hỗ trợ các hộ góp đất như sau: + Đất trồng cây: 05 triệu đồng/ha. + Rừng trồng bằng nguồn vốn tự có: 06 triệu đồng/ha.",
            "co-dau-hieu",
        ),
        ("Ngân sách tỉnh hỗ trợ hạ tầng, mức hỗ trợ tối đa không quá 3 tỷ đồng/cụm công nghiệp.", "co-dau-hieu"),
        ("Trường hợp doanh nghiệp ứng tiền bồi thường thì được trừ vào tiền thuê đất phải nộp.", "co-dau-hieu"),
        (
            "Trách nhiệm của nhà đầu tư trong cụm công nghiệp: sử dụng tiện ích chung phải đúng mục đích, bảo vệ công trình công cộng.",
            "co-dau-hieu",
        ),
        ("Trách nhiệm của người đứng đầu cơ quan: sử dụng tài sản công phải đúng mục đích.", "khong-co"),
        ("Giảm 90% tiền sử dụng đất cho thương binh có tỷ lệ suy giảm khả năng lao động từ 61% đến 80%.", "co-dau-hieu"),
        ("Phấn đấu tỷ lệ hộ nghèo giảm từ 1% trở lên mỗi năm.", "khong-co"),
        ("Diện tích khu đất từ 300m2 trở lên được xây dựng công trình không quá 10m2.", "co-dau-hieu"),
        ("Tại các phường, diện tích tối thiểu được phép tách thửa bằng hoặc lớn hơn 60m2.", "co-dau-hieu"),
        ("Đóng góp vào Quỹ là nghĩa vụ của tất cả các tổ chức kinh tế trên địa bàn.", "co-dau-hieu"),
        ("Nguồn kinh phí hỗ trợ tiền ăn cho bệnh nhân nghèo được bố trí trong dự toán hằng năm.", "khong-co"),
        ("Trường hợp người sử dụng đất thuộc đối tượng được miễn tiền sử dụng đất thì hướng dẫn làm thủ tục.", "khong-co"),
        ("Danh sách đối tượng được hỗ trợ thiết bị do Ủy ban nhân dân cấp xã lập.", "khong-co"),
        ("Các cơ quan, tổ chức, cá nhân có liên quan có trách nhiệm thi hành Quy định này.", "khong-co"),
        ("Cảnh cáo, tạm đình chỉ công tác nhân viên cố ý cản trở việc thanh tra.", "khong-co"),
        ("Các cơ quan, doanh nghiệp quản lý tài sản có trách nhiệm rà soát, tham mưu Ủy ban nhân dân tỉnh sửa đổi danh mục.", "khong-co"),
        ("Hằng năm Ủy ban nhân dân các xã lập danh sách đối tượng và mức thu, báo cáo cấp trên.", "khong-co"),
        ("Khi tiếp nhận hồ sơ không được yêu cầu người dân nộp bản sao chứng thực.", "khong-co"),
        ("Văn thư cơ quan có trách nhiệm bảo quản con dấu tại trụ sở.", "khong-co"),
        ("Cà Mau là tỉnh chưa tự cân đối ngân sách, phải nhận trợ cấp từ trung ương.", "khong-co"),
        ("Chi phí di dời đường dây do tổ chức, cá nhân có nhu cầu chi trả.", "co-dau-hieu"),
        ("Hội phí năm 2025 do công đoàn cơ sở chi trả.", "khong-co"),
        ("Việc nhập hàng đông lạnh chỉ cho phép thực hiện đối với hộ kinh doanh có kho lạnh.", "co-dau-hieu"),
        ("Khoảng cách tối thiểu giữa hai điểm đặt ong là 02 ki-lô-mét.", "co-dau-hieu"),
        ("Nội dung quảng cáo giống cây trồng phải theo đúng quyết định công nhận lưu hành.", "co-dau-hieu"),
        ("Nội dung báo cáo phải theo đúng đề cương.", "khong-co"),
        ("Số tiền lẻ dưới 500 đồng khi thu phí của hộ kinh doanh thì tính tròn xuống.", "co-dau-hieu"),
        ("Từ ngày 01 tháng 01 năm 2029, xe ô tô của cá nhân phải đáp ứng khí thải từ Mức 2 trở lên.", "co-dau-hieu"),
        ("Hộ đã nhận hỗ trợ theo đúng quy định của pháp luật thì không được trả lại để hưởng mức khác.", "co-dau-hieu"),
        ("Nạn nhân có tỷ lệ tổn thương trên 81% được hỗ trợ không quá 10 triệu đồng/người.", "co-dau-hieu"),
        ("Khi triển khai các dự án, công trình đã được cấp phép, chủ đầu tư phải thông báo cho Ủy ban nhân dân cấp xã.", "co-dau-hieu"),
        ("Nghị định này quy định đối tượng được miễn, giảm, tạm hoãn đóng góp.", "khong-co"),
        ("Nghiêm cấm sử dụng tiền của Nhà nước để liên hoan, chiêu đãi.", "khong-co"),
        ("Tổ chức, cá nhân cung ứng dịch vụ được hưởng hỗ trợ ở mức cao nhất theo quy định của pháp luật.", "khong-co"),
        ("Tổ chức pháp chế có trách nhiệm giúp thủ trưởng triển khai nhiệm vụ.", "khong-co"),
        ("Bãi bỏ Quyết định số 12/2019/QĐ-UBND quy định ngành nghề không được kinh doanh trong khu dân cư.", "khong-co"),
        ("Ông B vi phạm quy định về an toàn lao động thì mức trợ cấp của ông B là 05 tháng lương.", "khong-co"),
        ("Giám đốc Sở Tài chính có trách nhiệm tổ chức kiểm tra, hướng dẫn thực hiện Quy định này.", "khong-co"),
        ("Vùng hoạt động là vùng nước mà phương tiện được phép hoạt động trong phạm vi đã công bố.", "khong-co"),
    ],
)
def test_one_norm_in_a_letter_to_agencies(check_text: Callable[..., Report], sentence: str, wanted: str) -> None:
    assert check_text(LETTER.format(sentence=sentence)).qppl.status == wanted


def test_a_letter_that_answers_a_letter_settles_one_matter(check_text: Callable[..., Report]) -> None:
    duty = "Trong thời hạn 10 ngày kể từ ngày nhận được đơn, Sở Xây dựng phải thông báo kết quả cho ông A."
    answer = LETTER.replace("1. Các cơ quan", "Ủy ban nhân dân tỉnh nhận được Công văn số 12/SXD-VP của Sở Xây dựng.\n\n1. Các cơ quan")
    assert check_text(answer.format(sentence=duty)).qppl.status == "khong-co"


HEADED = LETTER.replace("2. {sentence}", "2. Ủy ban nhân dân các xã:\n- {sentence}")


def test_what_is_to_be_done_in_an_accident_binds_whoever_is_there(check_text: Callable[..., Report]) -> None:
    accident = "Khi xảy ra sự cố điện phải cắt điện và ngăn cháy lan sang đồ vật khác."
    found = check_text(HEADED.format(sentence=accident))
    assert found.qppl.status == "co-dau-hieu"
    assert "đối tượng: xem trong đoạn" in next(shown.finding.message for shown in found.findings if shown.finding.rule == "QP01")
    office = "Khi có thay đổi về nhân sự phải báo cáo Ủy ban nhân dân tỉnh."
    assert check_text(HEADED.format(sentence=office)).qppl.status == "khong-co"


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Nước thải của chợ phải được thu gom vào bể lắng trước khi đấu nối.", "xem trong đoạn"),
        ("Tổ chức khai thác chợ không được thu thêm tiền của hộ kinh doanh.", "Tổ chức khai thác chợ."),
        ("Các cơ sở đào tạo đã xây dựng phòng nghỉ không được thu thêm tiền của học viên.", "cơ sở đào tạo"),
    ],
)
def test_a_finding_names_whoever_is_bound(check_text: Callable[..., Report], sentence: str, named: str) -> None:
    found = check_text(LETTER.format(sentence=sentence))
    assert f"đối tượng: {named}" in next(shown.finding.message for shown in found.findings if shown.finding.rule == "QP01")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Hợp đồng thuê dịch vụ nổ mìn phải quy định rõ trách nhiệm của từng bên về an toàn.", "co-dau-hieu"),
        ("Việc đóng góp vào Quỹ là nghĩa vụ của tất cả các tổ chức kinh tế và mọi công dân.", "co-dau-hieu"),
        ("Xây dựng hợp đồng phải đúng mẫu đã được phê duyệt.", "khong-co"),
        ("Báo cáo phải nêu rõ kết quả thực hiện.", "khong-co"),
    ],
)
def test_under_the_heading_of_an_agency_a_rule_with_a_subject_of_its_own(
    check_text: Callable[..., Report], sentence: str, wanted: str
) -> None:
    assert check_text(HEADED.format(sentence=sentence)).qppl.status == wanted


def test_what_people_are_urged_to_do_is_no_duty(check_text: Callable[..., Report]) -> None:
    tell = "Khi phát hiện người bị tiêu chảy cấp, phải thông báo cho cơ sở y tế gần nhất."
    assert check_text(LETTER.format(sentence=f"Người dân thực hiện các nội dung sau:\n- {tell}")).qppl.status == "co-dau-hieu"
    assert check_text(LETTER.format(sentence=f"Sở Y tế khuyến cáo người dân các nội dung sau:\n- {tell}")).qppl.status == "khong-co"


def test_an_article_of_its_own_in_a_plan_is_not_taken_for_one_of_the_law_named_above(check_text: Callable[..., Report]) -> None:
    ban = "Nghiêm cấm tổ chức, cá nhân bán hàng ngoài khu vực quy định tại khoản 1 Điều này."
    text = LETTER.format(sentence=f"Điều 7 Luật Giá số 16/2023/QH15 nêu các hành vi sau. {ban}")
    plan = text.replace("412/UBND-NC", "412/KH-UBND").replace("V/v tiếp dân, chế độ phụ cấp", "KẾ HOẠCH\nTiếp công dân, chế độ phụ cấp")
    assert check_text(plan).qppl.status == "co-dau-hieu"


def test_a_paragraph_of_a_letter_that_speaks_as_the_law_does_retells_it_to_its_end(check_text: Callable[..., Report]) -> None:
    rule = "Sau thời hạn nêu trên, tổ chức, cá nhân phải tạm dừng khai thác cho đến khi được cấp đổi giấy phép."
    assert check_text(LETTER.format(sentence=rule)).qppl.status == "co-dau-hieu"
    retold = f"Giấy phép cấp trước ngày Luật này có hiệu lực phải được cấp đổi trong 36 tháng. {rule}"
    assert check_text(LETTER.format(sentence=retold)).qppl.status == "khong-co"


def test_an_article_of_the_text_itself_is_a_quotation_only_near_a_law(check_text: Callable[..., Report]) -> None:
    ban = "Nghiêm cấm tổ chức, cá nhân bán hàng ngoài khu vực quy định tại khoản 1 Điều này."
    assert check_text(LETTER.format(sentence=ban)).qppl.status == "co-dau-hieu"
    retold = f"Điều 7 Luật Giá số 16/2023/QH15 nêu các hành vi sau. {ban}"
    assert check_text(LETTER.format(sentence=retold)).qppl.status == "khong-co"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("01 bản chính Giấy chứng nhận đăng ký hộ kinh doanh của cá nhân đề nghị.", "co-dau-hieu"),
        (
            "Văn bản đề nghị bố trí điểm kinh doanh của hộ kinh doanh, trong đó nêu rõ diện tích, ngành hàng (theo mẫu kèm theo).",
            "co-dau-hieu",
        ),
        ("Trong thời hạn 07 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, Sở Công Thương cấp lại giấy phép cho cá nhân.", "co-dau-hieu"),
        ("Giấy phép kinh doanh tại chợ cấp cho cá nhân: 500.000 đồng/giấy phép.", "co-dau-hieu"),
        ("Sở Công Thương báo cáo Ủy ban nhân dân tỉnh về tình hình quản lý chợ.", "khong-co"),
        ("02 ảnh màu khổ 4 cm x 6 cm của người đề nghị.", "co-dau-hieu"),
        ("Hợp đồng thuê điểm kinh doanh của cá nhân (bản chính hoặc bản sao hợp lệ).", "co-dau-hieu"),
        (
            "Trong thời hạn 05 ngày kể từ ngày nhận được hồ sơ, Sở Tài chính có ý kiến bằng văn bản gửi Sở Công Thương.",
            "khong-co",
        ),
        ("Đăng ký tạm trú cho hộ kinh doanh trong chợ: 5.000 đồng/lần đăng ký.", "co-dau-hieu"),
        ("Để được cấp phép bày hàng trên vỉa hè, hộ kinh doanh bảo đảm lối đi bộ tối thiểu 1,5 mét.", "co-dau-hieu"),
        ("Hộ kinh doanh không được công nhận gian hàng văn minh được trả lời bằng văn bản.", "co-dau-hieu"),
        ("Bên mời thầu nhận 01 bộ hồ sơ đề xuất kèm bảo đảm dự thầu của nhà thầu.", "khong-co"),
        ("Thư ký hội đồng đọc biên bản mở hồ sơ đăng ký tuyển chọn gian hàng.", "khong-co"),
        ("Cơ quan thu lệ phí cấp giấy phép nộp toàn bộ tiền lệ phí thu được vào ngân sách nhà nước.", "khong-co"),
        ("Cơ quan chủ trì soạn thảo gửi hồ sơ dự thảo quyết định đến Sở Tư pháp, thời hạn thẩm định là 15 ngày.", "khong-co"),
        ("Thời gian thẩm định dự toán chi phí dịch vụ công ích tối đa 25 ngày kể từ ngày nhận đủ hồ sơ hợp lệ.", "khong-co"),
        ("Từ lần đề nghị tiếp theo, hồ sơ của hộ kinh doanh chỉ cần giấy chứng nhận đã được cấp.", "co-dau-hieu"),
        ("Tổ chức, cá nhân có nhu cầu thuê điểm kinh doanh phải nộp bản sao giấy chứng nhận đăng ký kinh doanh.", "co-dau-hieu"),
        ("Trường hợp từ chối cấp giấy phép cho cá nhân thì phải nêu rõ lý do.", "co-dau-hieu"),
        ("Hộ kinh doanh gửi đơn đề nghị và giấy tờ chứng minh theo một trong các hình thức: trực tiếp, trực tuyến.", "co-dau-hieu"),
        ("Khi tiếp nhận, Sở Công Thương cấp giấy biên nhận ghi rõ ngày nhận hồ sơ của hộ kinh doanh.", "co-dau-hieu"),
        ("Hồ sơ của cá nhân phải được lập bằng tiếng Việt, giấy tờ nước ngoài phải dịch ra tiếng Việt.", "co-dau-hieu"),
        ("Thời hạn của giấy phép cấp cho hộ kinh doanh tối đa là 60 tháng.", "co-dau-hieu"),
        ("Trường hợp hồ sơ chưa đầy đủ thì trong 01 ngày cơ quan tiếp nhận thông báo để người đề nghị bổ sung.", "co-dau-hieu"),
        ("Thời gian cấp lại giấy phép cho hộ kinh doanh tối đa 03 ngày kể từ ngày nhận hồ sơ.", "co-dau-hieu"),
        (
            "Trong 07 ngày kể từ ngày nhận hồ sơ trình của Sở Công Thương, Chủ tịch Ủy ban nhân dân tỉnh cấp giấy phép; không cấp thì trả lời doanh nghiệp, nêu rõ lý do.",
            "co-dau-hieu",
        ),
        ("Hồ sơ quá hạn thì cơ quan giải quyết thông báo cho Bộ phận một cửa và gửi văn bản xin lỗi tổ chức, cá nhân.", "khong-co"),
        ("Giả mạo giấy tờ trong hồ sơ đề nghị cấp giấy phép của hộ kinh doanh thì bị xử lý theo pháp luật.", "khong-co"),
        ("Hồ sơ thiết kế chợ là hồ sơ bao gồm bản vẽ, thuyết minh và các bảng tính.", "khong-co"),
        (
            "Trong thời hạn 45 ngày kể từ ngày nhận đủ hồ sơ của cấp xã, Sở Công Thương tổ chức thẩm định kết quả phân hạng chợ.",
            "khong-co",
        ),
        ("Hiệu lực của giấy phép cấp cho hộ kinh doanh là 05 năm kể từ ngày cấp lại.", "co-dau-hieu"),
        ("Hộ kinh doanh gửi hồ sơ tới Sở Công Thương nơi có chợ.", "co-dau-hieu"),
        ("Trường hợp hồ sơ của cá nhân bằng chữ nước ngoài phải có bản dịch ra tiếng Việt.", "co-dau-hieu"),
        ("Giấy phép của hộ kinh doanh chỉ được gia hạn 01 lần.", "co-dau-hieu"),
        ("Cấp lại giấy phép cho cá nhân do cơ quan ghi sai thì không thu lệ phí.", "co-dau-hieu"),
        ("Ngoài các giấy tờ nêu trên, hộ kinh doanh phải có thêm hợp đồng thuê kho.", "co-dau-hieu"),
        ("Hồ sơ dự toán gồm: kế hoạch, bảng tính kinh phí của đơn vị quản lý chợ.", "khong-co"),
        ("Trong thời hạn 05 ngày kể từ ngày giải thể, doanh nghiệp phải báo cáo Sở Công Thương về hồ sơ người lao động.", "khong-co"),
        (
            "Trong thời hạn 30 ngày kể từ ngày nhận đủ hồ sơ phân loại chợ do Ủy ban nhân dân cấp xã gửi đến, Sở Công Thương tổ chức thẩm định.",
            "khong-co",
        ),
        ("Báo cáo định kỳ của hộ kinh doanh được gửi trực tiếp hoặc qua dịch vụ bưu chính.", "khong-co"),
        (
            "Quyết định số 52/2020/QĐ-UBND ngày 20 tháng 11 năm 2020 của Ủy ban nhân dân tỉnh quy định trình tự, thủ tục cấp giấy phép kinh doanh tại chợ.",
            "khong-co",
        ),
    ],
)
def test_one_part_of_a_procedure_before_the_clauses_of_an_article(check_text: Callable[..., Report], sentence: str, wanted: str) -> None:
    assert check_text(DECISION.format(sentence=sentence)).tthc.status == wanted


FEES = DECISION.replace("QUYẾT ĐỊNH\nQuy định quản lý chợ", "QUYẾT ĐỊNH\nQuy định phí, lệ phí trên địa bàn tỉnh")
ARTICLE_2 = "Điều 2. Quản lý chợ\n- {sentence}\n\n1. Chợ được mở cửa hằng ngày.\n2. Hàng hóa được sắp xếp gọn gàng.\n"


def labels(report: Report) -> list[str]:
    return [one.finding.label for one in report.open_findings if one.finding.group == "tthc"]


def with_article_2(article: str, decision: str = DECISION) -> str:
    assert ARTICLE_2 in decision
    return decision.replace(ARTICLE_2, article)


def test_an_opening_line_and_its_clauses_are_told_once(check_text: Callable[..., Report]) -> None:
    article = (
        "Điều 2. Hồ sơ đề nghị cấp phép\nHồ sơ cá nhân nộp đề nghị cấp giấy phép kinh doanh tại chợ gồm:\n\n"
        "1. Đơn đề nghị cấp giấy phép của cá nhân theo mẫu.\n2. Bản sao Giấy chứng nhận đăng ký hộ kinh doanh.\n"
    )
    report = check_text(with_article_2(article))
    assert labels(report) == ["Điều 2 khoản 1", "Điều 2 khoản 2"]
    first = report.open_findings[0].finding
    assert any("gồm:" in proof.quote for proof in first.evidence)


def test_money_from_fees_and_fees_for_services_are_no_procedure(check_text: Callable[..., Report]) -> None:
    article = (
        "Điều 2. Lệ phí cấp giấy phép kinh doanh tại chợ\n1. Mức thu lệ phí cấp giấy phép cho cá nhân là 100.000 đồng/giấy phép.\n"
        "2. Quản lý và sử dụng lệ phí:\na) Cơ quan thu được trích 10% để in mẫu đơn, tờ khai, hồ sơ cấp giấy phép.\nb) Phần còn lại nộp ngân sách.\n\n"
        "Điều 2a. Phí vệ sinh\n1. Mức thu phí vệ sinh của hộ gia đình là 20.000 đồng/tháng.\n"
    )
    assert labels(check_text(with_article_2(article, FEES))) == ["Điều 2 khoản 1"]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Phạm vi điều chỉnh", []),
        ("Phạm vi điều chỉnh và đối tượng áp dụng", ["Điều 2 khoản 1"]),
        ("Phạm vi, hồ sơ cấp giấy phép", ["Điều 2 khoản 1"]),
    ],
)
def test_an_article_that_names_the_matters_of_a_text_sets_none_of_them(
    check_text: Callable[..., Report], heading: str, wanted: list[str]
) -> None:
    matters = "Thành phần hồ sơ đề nghị cấp giấy phép của tổ chức, cá nhân; thời hạn giải quyết hồ sơ, thẩm quyền cấp, thu hồi giấy phép."
    assert labels(check_text(with_article_2(f"Điều 2. {heading}\n1. {matters}\n"))) == wanted


def test_how_money_from_fees_is_distributed_sets_no_fee(check_text: Callable[..., Report]) -> None:
    rate = "1. Cá nhân nộp phí thẩm định hồ sơ cấp giấy phép: 6.500 đồng/hồ sơ.\n"
    assert labels(check_text(with_article_2(f"Điều 2. Mức thu phí thẩm định\n{rate}", FEES))) == ["Điều 2 khoản 1"]
    for heading in ("Điều 2. Phân phối, quản lý, sử dụng tiền phí thẩm định", "Điều 2a. Quản lý, sử dụng tiền phí thẩm định"):
        assert labels(check_text(with_article_2(f"{heading}\n{rate}", FEES))) == []
    for heading in ("Phân phối, quản lý, sử dụng và mức thu phí thẩm định", "Quản lý, sử dụng kinh phí và hồ sơ đề nghị cấp giấy phép"):
        assert labels(check_text(with_article_2(f"Điều 2. {heading}\n{rate}", FEES))) == ["Điều 2 khoản 1"]


@pytest.mark.parametrize(("clauses", "spoken"), [(0, 0.0), (1, 0.5), (2, 1.0), (5, 1.0)])
def test_two_clauses_that_speak_of_a_procedure_say_as_much_of_their_document_as_five(clauses: int, spoken: float) -> None:
    steps = "Hồ sơ đề nghị cấp giấy phép gồm đơn và bản sao căn cước của cá nhân."
    conditions = "Chỉ được cấp giấy phép khi cá nhân có đủ điều kiện về diện tích, vốn."
    article = "Điều 2. Quản lý chợ\n" + "".join(f"{at}. {steps}\n" for at in range(1, clauses + 1)) + f"{clauses + 1}. {conditions}\n"
    weighed = weigh(with_article_2(article), "tthc")
    assert weighed and {values["trong-van-ban"] for _, values in weighed} == {spoken}


def test_files_handed_in_before_the_text_took_effect_set_nothing(check_text: Callable[..., Report]) -> None:
    old = "Hồ sơ đề nghị cấp giấy phép đã nộp trước ngày Quyết định này có hiệu lực thì cá nhân không phải nộp lại hồ sơ."
    assert check_text(DECISION.format(sentence=old)).tthc.status == "khong-co"


def test_in_a_list_of_forms_those_to_apply_with_are_parts_and_books_are_none(check_text: Callable[..., Report]) -> None:
    article = (
        "Điều 2. Ban hành các mẫu giấy tờ về cấp giấy phép cho cá nhân\n\nSTT\n\nTên mẫu\n\n1.\n\nĐơn đề nghị cấp giấy phép\n\nCT/GP-01\n\n"
        "2.\n\nBản cam kết của cá nhân\n\nCT/GP-02\n\n3.\n\nSổ theo dõi cấp giấy phép\n\nCT/GP-03\n\n"
    )
    assert labels(check_text(with_article_2(article))) == ["Điều 2 khoản 1", "Điều 2 khoản 2"]


def test_new_words_for_an_office_are_no_procedure(check_text: Callable[..., Report]) -> None:
    words = "Thay thế cụm từ “Chi cục Hải quan” bằng cụm từ “Hải quan cửa khẩu” tại mẫu đơn đề nghị cấp giấy phép của cá nhân."
    assert check_text(DECISION.format(sentence=words)).tthc.status == "khong-co"


def test_the_last_day_to_apply_as_a_point_in_time_sets_nothing(check_text: Callable[..., Report]) -> None:
    rank = "Viên chức có ít nhất 01 năm giữ hạng tính đến ngày hết thời hạn nộp hồ sơ đăng ký dự thi."
    assert check_text(DECISION.format(sentence=rank)).tthc.status == "khong-co"


def test_a_list_of_powers_handed_down_sets_no_procedure(check_text: Callable[..., Report]) -> None:
    powers = "\n1. Cấp lại Giấy phép thành lập chi nhánh của tổ chức.\n2. Thu hồi Giấy phép thành lập chi nhánh của tổ chức.\n"
    assert labels(check_text(with_article_2(f"Điều 2. Nội dung phân cấp cho Sở Tư pháp{powers}"))) == []
    assert labels(check_text(with_article_2(f"Điều 2. Thủ tục cấp, thu hồi giấy phép{powers}"))) != []


def named_parts(report: Report) -> list[set[str]]:
    return [{proof.part for proof in one.finding.evidence} for one in report.open_findings if one.finding.group == "tthc"]


def test_a_clause_is_told_with_the_parts_it_sets_not_with_those_it_only_mentions(check_text: Callable[..., Report]) -> None:
    fees = (
        "Điều 2. Lệ phí cấp giấy phép kinh doanh tại chợ\n1. Cấp mới giấy phép cho cá nhân: 400.000 đồng/giấy phép.\n"
        "2. Cá nhân nộp hồ sơ đề nghị cấp giấy phép phải nộp lệ phí theo quy định này.\n"
    )
    assert named_parts(check_text(with_article_2(fees, FEES))) == [{"phi_le_phi"}, {"phi_le_phi", "doi_tuong"}]
    steps = (
        "Điều 2. Thủ tục cấp giấy phép\n1. Hồ sơ gồm đơn đề nghị của cá nhân theo mẫu và bản sao căn cước.\n"
        "2. Cá nhân nộp trực tiếp hoặc qua bưu chính đến Sở Công Thương.\n3. Trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ, "
        "Sở Công Thương thẩm định và cấp giấy phép cho cá nhân; không cấp thì trả lời bằng văn bản, nêu rõ lý do.\n"
    )
    assert named_parts(check_text(with_article_2(steps))) == [
        {"ho_so", "mau_don"},
        {"cach_thuc"},
        {"thoi_han", "trinh_tu", "ket_qua", "co_quan"},
    ]


def test_a_part_alone_in_a_regulation_about_something_else_is_judged_by_its_own_words(check_text: Callable[..., Report]) -> None:
    regulation = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-e3560f2db9db.txt").read_text(encoding="utf-8")
    at = regulation.index("\n\n", len(regulation) // 2)

    def with_one(sentence: str) -> str:
        return check_text(f"{regulation[:at]}\n\n- {sentence}{regulation[at:]}").tthc.status

    assert check_text(regulation).tthc.status == "khong-co"
    receipt = "Bản chụp biên lai thu phí sử dụng đường bộ; trường hợp bị mất, "
    assert with_one(f"{receipt}chủ phương tiện đề nghị đơn vị đăng kiểm nơi nộp phí cấp bản chụp biên lai.") == "co-dau-hieu"
    assert with_one(f"{receipt}đơn vị quản lý ngân sách ghi sổ theo dõi và báo cáo cơ quan tài chính cấp trên.") == "khong-co"


def test_a_rule_alone_in_a_plan_about_something_else_is_judged_by_its_own_words(check_text: Callable[..., Report]) -> None:
    plan = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-c02dc94dbf16.txt").read_text(encoding="utf-8")
    at = plan.index("\n\n", len(plan) // 2)

    def with_one(sentence: str) -> Report:
        return check_text(f"{plan[:at]}\n\n- {sentence}{plan[at:]}")

    rule = (
        "Thời điểm đánh giá an toàn công trình tiếp theo được thực hiện sau thời gian 03 năm hoặc sau khi đã tiếp nhận đủ 120 lượt tàu biển "
        "có thông số kỹ thuật lớn hơn thông số kỹ thuật tại Quyết định công bố, tùy theo điều kiện nào đến trước."
    )
    task = (
        "Thời điểm báo cáo an toàn công trình tiếp theo được Sở Xây dựng tổng hợp trước kỳ họp, trong đó nêu rõ số lượt tàu biển đã tiếp nhận, "
        "thông số kỹ thuật từng tàu và kiến nghị của các đơn vị sau khi kiểm tra."
    )
    assert check_text(plan).qppl.status == "khong-co"
    found = with_one(rule)
    assert found.qppl.status == "co-dau-hieu"
    shown = next(one.finding for one in found.open_findings if one.finding.rule == "QP01")
    assert shown.severity == "warning" and shown.certainty == "low"
    assert "hầu như không gặp ở đoạn khác của văn bản" in shown.reasons
    assert with_one(task).qppl.status == "khong-co"


def test_an_office_rule_alone_in_a_regulation_about_something_else_sets_no_part_and_says_why(check_text: Callable[..., Report]) -> None:
    regulation = (Path(__file__).parents[2] / "corpus" / "documents" / "tnt305-e3560f2db9db.txt").read_text(encoding="utf-8")
    at = regulation.index("\n\n", len(regulation) // 2)
    sentence = (
        "Hội đồng tiêu hủy hướng dẫn trình tự thực hiện nội dung chi từ Quỹ giảm thiểu thiệt hại tai nạn giao thông đường bộ, "
        "phối hợp với các sở, ban, ngành kiểm tra, quyết toán kinh phí hằng năm."
    )
    report = check_text(f"{regulation[:at]}\n\n- {sentence}{regulation[at:]}")
    assert report.tthc.status == "khong-co"
    assert any(one.modifier == "la-voi-van-ban" for excused in report.excused_findings for one in excused.finding.excused_by)


HOUSE = (
    "{issuer}\nSố: 12/TB-ĐT\n\nTHÔNG BÁO\nVề việc xét công nhận chuẩn đầu ra ngoại ngữ\n\n"
    "1. Người học nộp chứng chỉ sau thời hạn này thì chỉ được xét công nhận chuẩn đầu ra, không được miễn học.\n"
    "2. Các chứng chỉ thi trực tuyến không được công nhận; trường hợp chứng chỉ hết hạn thì người học phải dự thi lại đủ bốn kỹ năng.\n"
)


def test_what_a_school_lays_down_for_its_learners_is_a_rule_of_the_house(check_text: Callable[..., Report]) -> None:
    school = HOUSE.format(issuer="ĐẠI HỌC QUỐC GIA\nTRƯỜNG ĐẠI HỌC VIỆT NHẬT")
    assert check_text(school).qppl.status == "khong-co"
    assert check_text(HOUSE.format(issuer="ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG\nSỞ GIÁO DỤC VÀ ĐÀO TẠO")).qppl.status == "co-dau-hieu"
    outsiders = "3. Hộ kinh doanh không được bán hàng trong phạm vi 50 mét trước cổng trường.\n"
    assert check_text(school + outsiders).qppl.status == "co-dau-hieu"


def test_papers_sent_when_asking_and_the_answer_to_who_asked_are_parts(check_text: Callable[..., Report]) -> None:
    asking = "Điều 2. Điều chỉnh giá\n1. Khi đề nghị điều chỉnh giá, tổ chức, cá nhân kinh doanh phải gửi phương án giá kèm theo các hồ sơ, tài liệu chứng minh chi phí.\n"
    assert labels(check_text(with_article_2(asking))) != []
    answer = "Điều 2. Điều chỉnh giá\n1. Trường hợp kiến nghị không hợp lý thì cơ quan thẩm định có văn bản trả lời về việc không điều chỉnh giá cho tổ chức, cá nhân đề nghị.\n"
    assert labels(check_text(with_article_2(answer))) != []


def test_the_closing_clause_lays_nothing_down_whoever_it_names(check_text: Callable[..., Report]) -> None:
    closing = "Giám đốc các sở và các doanh nghiệp, hộ gia đình, cá nhân có liên quan chịu trách nhiệm thi hành Công văn này./."
    assert check_text(LETTER.format(sentence=closing)).qppl.status == "khong-co"
