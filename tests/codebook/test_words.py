from etl.codebook.words import dotted_abbreviations, function_words


def test_function_words_hold_what_parts_names_and_no_content_word():
    assert {"the", "of", "by", "was", "said"} <= function_words()
    assert not {"bomb", "army", "president"} & function_words()


def test_word_lists_are_lower_case_and_single():
    for words in (function_words(), dotted_abbreviations()):
        assert all(word == word.lower().strip() and " " not in word for word in words)


def test_abbreviations_stand_without_their_last_point():
    assert "gen" in dotted_abbreviations() and not any(word.endswith(".") for word in dotted_abbreviations())
