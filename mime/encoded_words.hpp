// Encoded words (RFC 2047): text beyond ASCII in header fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smime::mime {

/// "=?ISO-8859-1*de?Q?Andr=E9?=". \standard{RFC 2047, 2; RFC 2231, 5}
struct EncodedWord {
  std::string charset;   ///< as written: "ISO-8859-1"
  std::string language;  ///< of RFC 2231: "de", mostly empty
  char encoding = 'Q';   ///< 'B' or 'Q'
  std::string octets;    ///< decoded, in the character set
};

/// At most so many characters, and so many in a line that holds one. \standard{RFC 2047, 2}
inline constexpr std::size_t kMostEncodedWord = 75;
inline constexpr std::size_t kMostEncodedLine = 76;

/// Reads one word without white space. Programs write longer ones than they may, and odd characters
/// in them: these are read.
/// @return nothing where it is no encoded word
std::optional<EncodedWord> read_encoded_word(std::string_view word);

/// Octets of an encoded word at the front of the text, up to its "?="; 0 where there is none.
std::size_t encoded_word_size(std::string_view text);

/// The text of an unstructured field (Subject, Comments) as UTF-8. Encoded words count where white
/// space stands around them; white space between two of them is dropped; those of an unknown
/// character set stay as they stand. Octets beyond ASCII are taken as UTF-8. No line end or NUL
/// comes out of an encoded word. \standard{RFC 2047, 6.1 (1) and 6.2}
std::string decode_text(std::string_view body);

/// The text of a comment, inside its parentheses, which bound words as well.
/// \standard{RFC 2047, 6.1 (3)}
std::string decode_comment(std::string_view comment);

/// Which characters "Q" may write as themselves. \standard{RFC 2047, 4.2 and 5}
enum class EncodedPlace { text, phrase };

/// UTF-8 as encoded words in this character set, separated by single blanks, each of at most 75
/// characters and of whole characters; "B" or "Q", whichever is shorter.
/// @throws Error (invalid_argument) where the set is not known or does not have a character
std::string encode_words(std::string_view utf8, std::string_view charset = "utf-8",
                         EncodedPlace place = EncodedPlace::text);

/// UTF-8 for an unstructured field: only from the first to the last word that needs it is encoded.
/// Give it to `folded` of header.hpp. \standard{RFC 2047, 5 (1)}
std::string encode_text(std::string_view utf8, std::string_view charset = "utf-8");

/// UTF-8 as a phrase, for a display name: as it stands, quoted or encoded. \standard{RFC 2047, 5
/// (3)}
std::string encode_phrase(std::string_view utf8, std::string_view charset = "utf-8");

}  // namespace smime::mime
