// Characters that make one address look like another (Unicode TR 36, 2; Unicode TS 39, 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smime::mime::secure {

/// The first character that is not seen, or turns the direction of what is: zero-width characters,
/// controls, bidirectional embeddings, overrides and isolates.
std::optional<char32_t> hidden_character(std::string_view utf8);

/// The text without such characters.
std::string without_hidden_characters(std::string_view utf8);

/// The first character beyond ASCII that looks like one of ASCII, and what it looks like.
struct LookAlike {
  char32_t character = 0;
  char looks_like = 0;
};
std::optional<LookAlike> look_alike(std::string_view utf8);

/// The text with every look-alike replaced by what it looks like, in small letters; `1` and `I` are
/// read as `l`, `0` as `o`. Two texts with one skeleton look the same. \standard{Unicode TS 39, 4}
std::string skeleton(std::string_view utf8);

/// The text with characters of full width, and the other signs that stand for "@" and ".", in
/// ASCII.
std::string narrowed(std::string_view utf8);

}  // namespace smime::mime::secure
