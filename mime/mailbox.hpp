// Mailboxes in files (mbox): many messages one behind the other, read and written as streams (RFC
// 4155; the manual page mbox(5) of qmail).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "primitives/stream.hpp"

namespace smime::mime {

/// The formats that go by the name mbox. \standard{RFC 4155, 2}
enum class MailboxFormat {
  automatic,  ///< a Content-Length is believed where a message ends there; ">From " as mboxrd
  mboxo,      ///< ">From " stands for "From "; ">>From " for itself
  mboxrd,     ///< each line of ">"s and "From " has one ">" too many
  mboxcl,     ///< as mboxo, with a Content-Length that tells where the message ends
  mboxcl2,    ///< a Content-Length, and no line is quoted
};

/// Reads the messages of an mbox one after the other. Memory does not grow with it.
///
/// A message begins with a line "From ", which no message holds: it is quoted there. Because not
/// every program quotes, the line must also end in a date, or stand behind an empty line and before
/// a header field. The empty line that ends each message is not part of it.
///
/// Octets that do not begin with "From " are one message, as it stands.
class MailboxReader : public Source {
 public:
  explicit MailboxReader(Source& source, MailboxFormat format = MailboxFormat::automatic)
      : source_(source), format_(format) {}

  /// Goes on to the next message; what was not read of this one is skipped.
  /// @return whether there is one
  bool next();
  /// Reads this message, without its separator line and with quoted lines as they were.
  /// @return octets, 0 at the end of this message
  std::size_t read(MutableByteView out) override;

  /// The separator line of this message, without its line end; empty where there was none.
  const std::string& separator() const { return separator_; }
  /// Where this message's separator line begins, in octets from the start of the mailbox.
  std::uint64_t offset() const { return message_offset_; }

 private:
  std::string_view window() const;
  bool fill(std::size_t count);
  void skip(std::size_t count);
  std::string_view line_at(std::size_t start) const;
  void find_line_ends();
  bool at_separator();
  bool content_length_fits(std::size_t body, std::uint64_t length);
  void take_content_length();
  bool is_quoted(std::string_view line) const;
  bool begin_line();
  std::size_t take_released(MutableByteView out);
  std::size_t take_line(MutableByteView out);

  Source& source_;
  MailboxFormat format_;
  Bytes buffer_;              // what was read ahead, from `start_` on
  std::size_t start_ = 0;     // in the buffer
  std::uint64_t offset_ = 0;  // of `start_` in the mailbox
  std::uint64_t message_offset_ = 0;
  std::uint64_t certain_ = 0;  // octets of this message that hold no separator, by Content-Length
  std::string separator_;
  std::string held_;           // an empty line, which may be the one that ends the message
  std::string released_;       // one that is not
  char line_end_ = '\n';       // '\r' in files that know no '\n'
  bool source_ended_ = false;  // nothing is to be read any more
  bool begun_ = false, single_ = false, in_message_ = false, at_line_start_ = false;
  bool after_empty_ = false;
};

/// Writes one message into an mbox as mboxrd, which alone can be read back exactly: separator line,
/// lines quoted with ">", and an empty line. The message must end with a line end to be read back.
/// @param separator  "From katie@example.org Thu Nov 24 18:22:48 2016", without its line end
void write_to_mailbox(Sink& out, std::string_view separator, ByteView message);

}  // namespace smime::mime
