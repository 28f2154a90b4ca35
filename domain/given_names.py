"""Syllables that people of Vietnam are named with: a lost or wrong tone seldom makes another of them."""

NAME_SYLLABLES = frozenset(
    (
        "Ái An Anh Ánh Ân Ba Bá Bách Bạch Bảo Bảy Bàng Bằng Bắc Bé Bích Biên Bính Bình Bội Bửu Ca Cảnh Cao "
        "Cát Cầm Cẩm Cần Cẩn Chánh Châm Chân Châu Chi Chí Chiến Chín Chinh Chính Chúc Chung Chuyên Chức "
        "Chương Công Cúc Cung Cương Cường Dân Dần Danh Dậu Diên Diễm Diễn Diện Diệp Diệu Doan Doãn Doanh Du "
        "Dung Dũng Duy Duyên Dư Dương Dưỡng Đa Đài Đại Đàm Đan Đán Đàn Đào Đạo Đạt Đăng Đằng Đề Đệ Điểm "
        "Điền Điệp Đình Đĩnh Định Đoan Đoàn Đô Độ Đông Đồng Đôn Đức Đương Gấm Gia Giang Giao Giáp Hà Hạ Hạc "
        "Hai Hải Hàm Hàn Hạnh Hào Hảo Hạo Hân Hằng Hậu Hiên Hiền Hiến Hiển Hiệp Hiếu Hiệu Hoa Hoà Hòa Hoá "
        "Hóa Hoài Hoan Hoàn Hoàng Hoạt Hội Hồi Hồng Hợi Hợp Huân Huấn Huê Huệ Hùng Huy Huyên Huyền Huỳnh "
        "Hưng Hương Hường Hưởng Hướng Hữu Hỷ Kha Khả Khải Khang Khanh Khánh Khắc Khiêm Khiết Khoa Khoẻ Khỏe "
        "Khôi Khuê Khuyên Khương Kiên Kiện Kiệt Kiều Kim Kính Kỳ Kỷ La Lạc Lài Lam Lan Lành Lâm Lân Lăng "
        "Lập Lê Lễ Lệ Lịch Liêm Liên Liễu Linh Lĩnh Loan Long Lộc Lợi Luân Luận Luật Lụa Luyến Luyện Lực "
        "Lương Lượng Lưu Ly Lý Mai Mạnh Mão Mẫn Mận Mậu Mây Mến Mi Mị Miên Minh Mơ Mùi Mừng My Mỹ Mỵ Na Nam "
        "Năm Năng Nga Ngà Ngạn Ngân Ngát Nghi Nghị Nghĩa Nghiêm Nghiệp Ngoan Ngọ Ngọc Ngôn Nguyên Nguyện "
        "Nguyệt Ngữ Nhã Nhàn Nhạn Nhân Nhẫn Nhất Nhật Nhi Nhị Nhiên Nho Nhu Nhuận Nhung Như Nhượng Ninh Nụ "
        "Nữ Nương Oanh Phát Phi Phong Phú Phúc Phục Phụng Phước Phương Phượng Quan Quang Quảng Quân Quế "
        "Quốc Quy Quý Quyên Quyến Quyền Quyết Quỳnh San Sang Sáng Sao Sáu Sâm Sen Sinh Soạn Song Sơn Sửu "
        "Sương Tá Tài Tám Tạo Tâm Tân Tấn Tần Thạch Thái Thanh Thành Thạnh Thảo Thăng Thắng Thắm Thân Thế "
        "Thêm Thi Thị Thiên Thiện Thiết Thiệu Thìn Thịnh Thọ Thoa Thoại Thoan Thơ Thơm Thông Thống Thời Thu "
        "Thuần Thuận Thuật Thục Thùy Thuỳ Thúy Thuý Thủy Thuỷ Thuyên Thuyết Thư Thứ Thức Thực Thương Thường "
        "Thưởng Thước Thy Tiên Tiến Tiệp Tín Tình Tính Tịnh Toàn Toán Toản Tố Tôn Trà Trác Trạch Trang Trâm "
        "Trân Trí Triết Triều Triển Triệu Trinh Trình Trọng Trúc Trung Truyền Trực Trường Trưởng Tú Tuân "
        "Tuấn Tuất Tuệ Tùng Tuyên Tuyến Tuyền Tuyển Tuyết Tư Từ Tứ Tự Tước Tường Tưởng Tý Tỵ Uy Uyên Uyển "
        "Ứng Ước Út Vạn Vàng Vân Văn Viên Viễn Viết Việt Vinh Vĩnh Vịnh Vui Vũ Vương Vượng Vy Vỹ Xoan Xuân "
        "Xuyên Xuyến Ý Yên Yến"
    )
    .lower()
    .split()
)
"""Lower case, tones where they are usually set; middle names and given names alike."""
