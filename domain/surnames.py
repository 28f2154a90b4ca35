"""Family names that open nearly every Vietnamese name: they tell a name from other capitalised words."""

from domain.fold import fold

RARE_FORMS = (
    "Vừ", "Quàng", "Cầm", "Lường", "Tòng", "Lèo", "Cà", "Bạc", "Đèo", "Mùa", "Lầu", "Hờ", "Cứ", "Lữ", "Lã",
    "Lư", "Uông", "Phí", "Quản", "Nhữ", "Ngụy", "Thiều", "Vòng", "Đới", "Cấn", "Khúc", "Lều", "Tưởng",
    "Trầm", "Chế", "Danh", "Siu", "Ksor", "Rơ", "Kpă", "Nay", "Rcom", "Niê", "Ka", "Tráng", "Hảng",
    "Phàn", "Chảo", "Bàn", "Chẩu", "Hoa", "Lang", "Vương", "Xa", "Bồ", "Ứng", "Hồng", "Mông", "Linh",
)  # fmt: skip
"""Family names that nothing misread is mended into: most are words that open no name but in one region."""
SURNAME_FORMS = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ",
    "Ngô", "Dương", "Lý", "Đào", "Đoàn", "Vương", "Trịnh", "Trương", "Đinh", "Lâm", "Phùng", "Mai",
    "Tô", "Tạ", "Lương", "Lưu", "Chu", "Hà", "Cao", "Thái", "Tống", "Nghiêm", "Kiều", "Quách", "Âu",
    "Bạch", "Đàm", "Tăng", "Khuất", "Nông", "Lò", "Ứng", "Hứa", "Châu", "Mạc", "Ông",
    "Thạch", "Kim", "Sơn", "Triệu", "La", "Giang", "Viên", "Văn", "Tôn", "Từ", "Doãn", "Đồng",
    "Đậu", "Khổng", "Lục", "Ma", "Mã", "Ninh", "Phó", "Tiêu", "Thân", "Trà", "Hầu", "Cù", "Cung",
    "Biện", "Bế", "Sùng", "Giàng", "Vàng", "Thào", "Hạ", "Nhâm", "Vi", "Hàn", "Lại", "Lộ", "Bành",
    "Diệp", "Trang", "Sầm", "Y", "H'Hen", "K'Brơi", "Rơ",
)  # fmt: skip
LIKE_COMMON_FORMS = (
    "Ly", "Lỳ", "Ung", "Ưng", "Đổng", "Đống", "Đàng", "Đạo", "Trình", "Trượng", "Tằng", "Tẩn", "Vì", "Hạng",
    "Háng", "Hậu", "Há", "Chử", "Lỗ", "Lồ", "Lô", "Ngọ", "Mạ", "Má", "Phờ", "Súng", "Thao", "Tư", "Bách",
    "Đạm", "Cư", "Nhậm", "Hán", "Vạn", "Lai", "Đường", "Vù", "Lả", "Tả", "Chau", "Lượng", "Tố", "Đam", "Tiếu",
)  # fmt: skip
"""Family names that differ from a common one by marks alone, most of them of smaller peoples."""
SPELT_FORMS = frozenset(form.lower() for form in (*SURNAME_FORMS, *RARE_FORMS, *LIKE_COMMON_FORMS))
"""Every family name as it is spelt, in small letters: a reading that is one is left as it is."""
SURNAMES = frozenset(fold(name) for name in (*SURNAME_FORMS, *RARE_FORMS))
"""Folded. People without a family name (some ethnic groups) have names that begin otherwise."""
