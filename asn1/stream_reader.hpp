// Reading DER and BER (X.690) from a source: for content that does not fit into memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "asn1/header.hpp"
#include "asn1/path.hpp"
#include "asn1/reader.hpp"
#include "asn1/rules.hpp"
#include "primitives/stream.hpp"

namespace smime::asn1 {

/// The largest single value that `StreamReader::any` takes into memory, in octets.
inline constexpr std::size_t kMostInMemory = std::size_t{64} << 20;

/// Reads values one after the other. Constructed ones are entered and left; small ones are taken
/// whole, and read by a `Reader`; the octets of a long string go to a sink as they come. Memory
/// does not grow with the input. The names given must live as long as the reader.
class StreamReader {
 public:
  explicit StreamReader(Source& source, Rules rules = Rules::ber(), std::string_view path = {});

  /// Whether the innermost entered value, or else the input, holds nothing more.
  bool at_end();
  /// Octets consumed.
  std::uint64_t offset() const { return offset_; }
  const Rules& rules() const { return rules_; }
  /// Whether the next value has this tag (for strings under BER: primitive or constructed).
  bool next_is(Tag tag);

  /// Goes into a constructed value with this tag.
  void enter(Tag tag, std::string_view name);
  /// Goes out of it. @throws Error (trailing_data) where something is left inside
  void leave();
  /// The next value, whole, as it stands.
  /// @throws Error (limit_exceeded) above `most` octets
  Bytes any(std::string_view name, std::size_t most = kMostInMemory);
  /// The next value, read by `read(Reader&)`, whose errors speak of the whole input.
  template <typename Read>
  auto value(std::string_view name, Read&& read) {
    const std::uint64_t at = offset_;
    const Bytes octets = any(name);
    try {
      Reader reader(octets, rules_inside());
      auto result = read(reader);
      reader.finish();
      return result;
    } catch (const Error& error) {
      throw error.within(path_to(name).text(), static_cast<std::size_t>(at));
    }
  }
  /// The contents octets of a string, primitive or put together from its segments.
  /// @return how many
  std::uint64_t octets(Tag tag, std::string_view name, Sink& out);
  /// @throws Error (trailing_data) where anything follows
  void finish();

  /// An `Error` at the reader's place: for rules that the caller checks.
  [[nodiscard]] Error error(ErrorKind kind, std::string found, std::string rule,
                            std::string standard) const;

 private:
  struct Open {
    std::optional<std::uint64_t> end;  // offset behind the contents; nothing where indefinite
    Path path;
  };

  Path path_to(std::string_view name) const;
  /// The rules less the levels that are open already.
  Rules rules_inside() const {
    return {rules_.distinguished, rules_.depth - static_cast<unsigned>(open_.size())};
  }
  std::optional<std::uint64_t> bound() const;
  [[noreturn]] void refuse(ErrorKind kind, std::string found, std::string rule,
                           const char* standard, std::string_view name) const;
  ByteView buffered(std::size_t wanted);
  void consume(std::size_t count);
  Header header(std::string_view name);
  Header header(Tag tag, std::string_view name);
  void open(const Header& header, std::string_view name);
  void copy(std::uint64_t count, std::string_view name, Sink& out);
  void copy_segments(std::string_view name, std::uint64_t& total, Sink& out);

  Source& source_;
  Rules rules_;
  Path path_;
  std::vector<Open> open_;
  Bytes buffer_;
  std::size_t begin_ = 0, end_ = 0;  // of what waits in buffer_
  bool source_ended_ = false;
  std::uint64_t offset_ = 0;
};

}  // namespace smime::asn1
