"""Word is left to count only where it finds the numbers that the document has."""

from hypothesis import given
from hypothesis import strategies as st

from timonerie.foundations.printing.documents.ooxml.numbering import is_consecutive
from timonerie.foundations.printing.documents.shapes import Article

Tree = list["Tree"]
TREES: st.SearchStrategy[Tree] = st.lists(
    st.lists(st.lists(st.just([]), max_size=3), max_size=3), min_size=1, max_size=4
)


def counted(tree: Tree, parent: str = "") -> tuple[Article, ...]:
    return tuple(
        Article(f"{parent}{rank}", "Titre", (), counted(parts, f"{parent}{rank}."))
        for rank, parts in enumerate(tree, 1)
    )


@given(TREES)
def test_articles_counted_from_one_are_consecutive(tree: Tree) -> None:
    assert is_consecutive(counted(tree))


@given(TREES, st.data())
def test_without_one_that_others_follow_they_are_not(tree: Tree, data: st.DataObject) -> None:
    articles = counted([*tree, []])
    gone = data.draw(st.integers(0, len(articles) - 2))
    assert not is_consecutive(articles[:gone] + articles[gone + 1 :])


def test_an_article_without_a_number_is_not_counted() -> None:
    assert is_consecutive((Article("", "Préambule"), Article("1", "Objet")))
    assert not is_consecutive((Article("", "Préambule", (), (Article("1.1", "Objet"),)),))


def test_more_levels_than_the_styles_have_are_not_counted() -> None:
    assert is_consecutive(counted([[[[]]]])[:1])
    assert not is_consecutive(counted([[[[[]]]]]))
