// What is to be sent: a message taken apart as it comes, or plain text (RFC 8551, 3.1).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "mime/buffered_source.hpp"
#include "mime/codec.hpp"
#include "mime/header.hpp"
#include "mime/smime/storage.hpp"

namespace smime::mime::secure {

/// A message's fields: those that stay outside, and those that describe the content and go inside.
struct DividedHeader {
  Header outer;    ///< everything but MIME-Version and Content-*
  Header content;  ///< Content-*; a Content-Type at least
};

/// Moves the content's own fields inside. \standard{RFC 8551, 3.1}
/// @throws Error (malformed) where the message has no field at all
DividedHeader divide(const Header& message);

/// What plain text consists of: decides its charset.
enum class TextKind { ascii, utf8, other };

/// The header of plain text. \standard{RFC 2046, 4.1.2} \standard{RFC 1428, 3}
DividedHeader header_of_text(TextKind kind);

/// The entity that goes inside, as it comes: header, empty line and body, with the line ends that
/// they have.
class DraftReading : public Source {
 public:
  std::size_t read(MutableByteView out) override;
  /// The fields that stay outside.
  const Header& outer() const { return header_.outer; }

 private:
  friend class Draft;
  explicit DraftReading(Source& message) : body_(message) {}

  std::unique_ptr<Source> message_;  // where it is this reading's own
  BufferedSource body_;
  DividedHeader header_;
  Bytes head_;
  std::size_t head_taken_ = 0;
};

/// A message, or plain text.
class Draft {
 public:
  enum class Form { message, text };

  /// Content that can be read again.
  Draft(const Content& content, Form form) : content_(&content), form_(form) {}
  /// Content that passes once.
  Draft(Source& passing, Form form) : passing_(&passing), form_(form) {}

  /// Changes the two headers of each reading: to protect the header.
  std::function<void(DividedHeader&)> revise;

  bool can_be_read_again() const { return content_ != nullptr; }
  /// Begins to read it; what passes once is read once.
  /// @throws Error (malformed, limit_exceeded)
  std::unique_ptr<DraftReading> read() const;
  /// Octets with canonical line ends, for which it is read through; nothing where it passes once.
  std::optional<std::uint64_t> canonical_size() const;

 private:
  TextKind kind_of_text() const;

  const Content* content_ = nullptr;
  Source* passing_ = nullptr;
  Form form_;
};

}  // namespace smime::mime::secure
