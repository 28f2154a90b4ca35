"""What civil-status papers say: births, marriages, marital status."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from lab.specimens.contents.common import born, identity_paper, office, prefixed, signer
from lab.specimens.people import Family, Person, invent_day
from lab.specimens.tables import phrases
from lab.specimens.values import Content, day, in_words, text

RELATION = {"Nam": "Bố", "Nữ": "Mẹ"}


def birth_certificate(family: Family, child: Person, rng: Random) -> Content:
    """The certificate of a child's birth, registered within two months."""
    book = Random(f"birth/{child.number}")
    latest = family.received - timedelta(days=1)
    registered = min(child.born + timedelta(days=book.randint(6, 58)), latest)
    parent = book.choice((family.husband, family.wife))
    starts = ("Ngày", "ngày", "Ngày")
    entry = book.randint(1, 899)
    return {
        "so_giay_to": text(f"{entry}/{registered.year}" if book.random() < 0.6 else f"{entry:03d}"),
        "_quyen": text(f"{book.randint(1, 4):02d}/{registered.year}"),
        "ho_ten": text(child.name),
        "ngay_sinh": day(child.born),
        "ngay_sinh_chu": text(in_words(child.born, rng.choice(starts))),
        "gioi_tinh": text(child.sex),
        "dan_toc": text(child.ethnic),
        "quoc_tich": text("Việt Nam"),
        "noi_sinh": text(birth_place(family, child)),
        "que_quan": text(child.origin),
        "so_dinh_danh": text(child.number),
        **parents(family, child.born),
        "nguoi_di_khai_sinh": text(parent.name),
        "giay_to_tuy_than": text(identity_paper(parent, registered, rng)),
        "noi_dang_ky": text(child.home.committee_on(registered)),
        "ngay_dang_ky": day(registered),
        "nguoi_ky": signer(rng),
        **office(child, registered),
    }


def birth_extract(family: Family, child: Person, rng: Random) -> Content:
    """A copy from the register of births, made shortly before the dossier is handed in."""
    made = invent_day(rng, max(child.born, family.received - timedelta(days=300)), family.received)
    content = birth_certificate(family, child, rng)
    suffix = rng.choice(("TLKS-BS", "TLKS-BS", "GKS-BS"))
    return content | {
        "so_giay_to": text(f"{rng.randint(1, 1900)}/{suffix}"),
        "_ngay_sao": day(max(made, content["ngay_dang_ky"].day or made)),
        **office(child, max(made, content["ngay_dang_ky"].day or made)),
    }


def parents(family: Family, when: date) -> Content:
    """Mother and father as birth papers name them."""
    both: Content = {}
    for prefix, parent in (("me.", family.wife), ("cha.", family.husband)):
        both |= prefixed(
            prefix,
            {
                "ho_ten": text(parent.name),
                "nam_sinh": born(parent),
                "dan_toc": text(parent.ethnic),
                "quoc_tich": text("Việt Nam"),
                "noi_cu_tru": text(parent.home.on(when)),
            },
        )
    return both


def birth_place(family: Family, child: Person) -> str:
    """A hospital or a health station, the same on every paper of that child."""
    rng = Random(f"birth place/{child.number}")
    ward = family.wife.home.ward_on(child.born)
    if rng.random() < 0.4:
        return f"Trạm Y tế {ward[0].lower() + ward[1:]}, Hà Nội"
    name = rng.choice(
        ("Bệnh viện Phụ sản Hà Nội", "Bệnh viện Đa khoa Đức Minh", "Bệnh viện Bạch Mai", "Bệnh viện Hà Đông")
    )
    return f"{name}, {ward[0].lower() + ward[1:]}, thành phố Hà Nội"


def birth_declaration(family: Family, child: Person, rng: Random) -> Content:
    """The form a parent fills to register the birth."""
    parent = rng.choice((family.husband, family.wife))
    filled = family.received - timedelta(days=rng.randint(0, 3))
    ward = parent.home.ward_on(filled)
    return {
        "kinh_gui": text(f"Ủy ban nhân dân {ward[0].lower() + ward[1:]}"),
        "nguoi_yeu_cau.ho_ten": text(parent.name),
        "nguoi_yeu_cau.noi_cu_tru": text(parent.home.on(filled)),
        "nguoi_yeu_cau.giay_to": text(identity_paper(parent, filled, rng)),
        "quan_he": text(RELATION[parent.sex] if rng.random() < 0.6 else f"{RELATION[parent.sex]} đẻ"),
        "ho_ten": text(child.name),
        "ngay_sinh": day(child.born),
        "ngay_sinh_chu": text(in_words(child.born, rng.choice(("Ngày", "ngày")))),
        "gioi_tinh": text(child.sex),
        "dan_toc": text(child.ethnic),
        "quoc_tich": text("Việt Nam"),
        "noi_sinh": text(birth_place(family, child)),
        "que_quan": text(child.origin),
        **parents(family, filled),
        "so_ban_sao": text(f"{rng.randint(1, 9):02d}"),
        "_cap_ban_sao": text("Có"),
        "noi_lam": text("Hà Nội"),
        "ngay_lam": day(filled),
        "nguoi_ky": text(parent.name),
    }


def marriage_certificate(family: Family, rng: Random) -> Content:
    """Wife and husband, bound by their labels and not by the side they stand on."""
    content: Content = {}
    for prefix, one in (("vo.", family.wife), ("chong.", family.husband)):
        paper = identity_paper(one, family.married, rng)
        content |= prefixed(
            prefix,
            {
                "ho_ten": text(one.name),
                "ngay_sinh": born(one),
                "dan_toc": text(one.ethnic),
                "quoc_tich": text("Việt Nam"),
                "noi_cu_tru": text(one.home.on(family.married)),
                "giay_to_tuy_than": text(paper),
            },
        )
    number = (
        f"{rng.randint(1, 320)}/{family.married.year}" if rng.random() < 0.6 else f"{rng.randint(1, 320)}"
    )
    return content | {
        "so_giay_to": text(number),
        "_quyen": text(f"01/{family.married.year}"),
        "noi_dang_ky": text(family.husband.home.committee_on(family.married)),
        "ngay_dang_ky": day(family.married),
        "nguoi_ky": signer(rng),
        **office(family.husband, family.married),
    }


def marital_status(family: Family, person: Person, rng: Random) -> Content:
    """That a person is, or is not, married; issued within the last months."""
    issued = invent_day(rng, family.received - timedelta(days=150), family.received - timedelta(days=2))
    married = person in (family.husband, family.wife)
    spouse = family.wife if person.sex == "Nam" else family.husband
    single = rng.choice(("Chưa đăng ký kết hôn với ai", "Hiện tại chưa đăng ký kết hôn với ai"))
    status = f"Đã đăng ký kết hôn, có vợ/chồng là {spouse.name}" if married else single
    ward = person.home.ward_on(issued)
    return {
        "so_giay_to": text(f"{rng.randint(1, 990)}/UBND-XNTTHN"),
        "ho_ten": text(person.name),
        "ngay_sinh": born(person),
        "gioi_tinh": text(person.sex),
        "dan_toc": text(person.ethnic),
        "quoc_tich": text("Việt Nam"),
        "giay_to_tuy_than": text(identity_paper(person, issued, rng)),
        "noi_cu_tru": text(person.home.on(issued)),
        "tinh_trang_hon_nhan": text(status),
        "muc_dich": text(rng.choice(phrases("purposes"))),
        "co_quan_cap": text(f"Ủy ban nhân dân {ward[0].lower() + ward[1:]}"),
        "ngay_cap": day(issued),
        "nguoi_ky": signer(rng),
        **office(person, issued),
    }
