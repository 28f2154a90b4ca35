"""What certificates of land and of trade say."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from lab.specimens.contents.common import CARD_LAW, MINISTRY, POLICE, born, office, signer
from lab.specimens.people import Family, Person, invent_day
from lab.specimens.tables import words
from lab.specimens.values import Content, area, day, digits, text, year

DIGIT_NAMES = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def land_certificate(family: Family, rng: Random) -> Content:
    """The certificate of 2009 to 2024; its serial has letters and six digits that begin with 99."""
    first = max(date(2010, 2, 1), date(family.husband.born.year + 22, 1, 1))
    issued = invent_day(rng, first, date(2024, 7, 20))
    owners = (
        [family.husband, family.wife] if family.married < issued and rng.random() < 0.7 else [family.husband]
    )
    whole, tenth = rng.randint(24, 480), rng.randint(0, 9)
    size = f"{whole},{tenth} m²" if tenth else f"{whole} m²"
    place = family.husband.home
    urban = place.ward.startswith("Phường")
    content: Content = {
        "so_seri": digits(
            f"{rng.choice('ABCD')}{rng.choice('ABDEGHKLMNPQTVX')} 99{rng.randint(0, 9999):04d}"
        ),
        "thua_dat_so": text(
            f"{rng.randint(1, 420)}" + (f"-{rng.randint(1, 9)}" if rng.random() < 0.15 else "")
        ),
        "to_ban_do_so": text(f"{rng.randint(1, 68):02d}"),
        "dia_chi_thua_dat": text(place.on(issued)),
        "dien_tich": area(size),
        "_bang_chu": text(_spelled(whole, tenth)),
        "_rieng": area(size),
        "muc_dich_su_dung": text("Đất ở tại đô thị" if urban else "Đất ở tại nông thôn"),
        "thoi_han": text("Lâu dài"),
        "nguon_goc": text(
            rng.choice(
                (
                    "Nhà nước giao đất có thu tiền sử dụng đất",
                    "Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
                    "Nhận chuyển nhượng đất được công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
                )
            )
        ),
        "so_vao_so": text(f"{rng.choice(('CH', 'CS', 'CH'))} {rng.randint(1, 9999):05d}"),
        "ngay_cap": day(issued),
        "nguoi_ky": signer(rng),
        **office(family.husband, issued),
        "_san": area(f"{rng.randint(40, 210)},{rng.randint(1, 9)} m²"),
    }
    for number, owner in enumerate(owners, 1):
        values = {
            "_xung": text("Ông" if owner.sex == "Nam" else "Bà"),
            "ho_ten": text(owner.name),
            "nam_sinh": year(owner.born.year),
            "_loai": text("CCCD số" if issued.year > 2020 or not owner.old_number else "CMND số"),
            "so_giay_to": digits(owner.number if issued.year > 2020 else owner.old_number or owner.number),
            "dia_chi": text(owner.home.on(issued)),
        }
        content |= {f"chu_su_dung.{number}.{name}": value for name, value in values.items()}
    return content


def trade_certificate(family: Family, rng: Random) -> Content:
    """The certificate of a household business."""
    registered = invent_day(rng, date(2021, 6, 1), family.received - timedelta(days=10))
    owner: Person = rng.choice((family.husband, family.wife))
    number = (
        f"01{rng.choice('ABCDEFGH')}8099{rng.randint(0, 999):03d}" if registered.year < 2025 else owner.number
    )
    home = text(owner.home.on(registered))
    issued = owner.card_issued if owner.card_issued < registered else registered - timedelta(days=90)
    content: Content = {
        "so_giay_to": text(number),
        "ten_ho_kinh_doanh": text(f"Hộ kinh doanh {owner.name}" if rng.random() < 0.5 else _shop(rng)),
        "dia_chi_tru_so": text(owner.home.on(registered)),
        "dien_thoai": digits(owner.phone),
        "nganh_nghe": text(rng.choice(words("trades"))),
        "von_kinh_doanh": text(f"{rng.choice((50, 80, 100, 150, 200, 300, 500))}.000.000 đồng"),
        "chu_ho.ho_ten": text(owner.name),
        "gioi_tinh": text(owner.sex),
        "ngay_sinh": born(owner),
        "dan_toc": text(owner.ethnic),
        "quoc_tich": text("Việt Nam"),
        "so_dinh_danh": digits(owner.number),
        "ngay_cap_giay_to": day(issued),
        "noi_cap_giay_to": text(MINISTRY if issued >= CARD_LAW else POLICE),
        "dia_chi_thuong_tru": home,
        "dia_chi_lien_lac": home,
        "ngay_dang_ky": day(registered),
        "nguoi_ky": signer(rng),
        **office(owner, registered),
    }
    return content | {"dau": text("phòng đăng ký kinh doanh"), "_quan_hkd": content["_quan"]}


def _shop(rng: Random) -> str:
    kind = rng.choice(("Quán cơm", "Cửa hàng tạp hóa", "Tiệm may", "Cơ sở mộc", "Cửa hàng hoa tươi"))
    return f"{kind} {rng.choice(('Mẫu Thử', 'Ví Dụ', 'Mẫu Đơn Thử', 'Vĩnh Thử'))} {rng.randint(1, 99)}"


def _spelled(whole: int, tenth: int) -> str:
    hundreds, rest = divmod(whole, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{DIGIT_NAMES[hundreds]} trăm"] if hundreds else []
    if tens:
        parts.append("mười" if tens == 1 else f"{DIGIT_NAMES[tens]} mươi")
    elif hundreds and ones:
        parts.append("linh")
    if ones:
        parts.append("lăm" if ones == 5 and tens else "mốt" if ones == 1 and tens > 1 else DIGIT_NAMES[ones])
    if tenth:
        parts.append(f"phẩy {DIGIT_NAMES[tenth]}")
    spoken = " ".join(parts)
    return f"{spoken[0].upper()}{spoken[1:]} mét vuông"
