// What is to be sent: a message taken apart as it comes, or plain text (RFC 8551, 3.1).
#include "mime/smime/draft.hpp"

#include "cms/content_streams.hpp"
#include "mime/canonical.hpp"
#include "mime/entity.hpp"
#include "mime/smime/header_protection.hpp"
#include "primitives/error.hpp"

namespace smime::mime::secure {
namespace {

// Looks at text as it passes: ASCII, UTF-8, or neither.
class TextLook : public Sink {
 public:
  void write(ByteView octets) override {
    for (const std::uint8_t c : octets) {
      const bool continues = (c & 0xc0) == 0x80;
      if (continues != (due_ > 0)) valid_ = false;
      if (c >= 0x80) ascii_ = false;
      if (continues) {
        due_ -= due_ > 0 ? 1 : 0;
      } else {
        due_ = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc2 ? 1 : 0;
        if (c >= 0x80 && due_ == 0) valid_ = false;
      }
    }
  }
  TextKind kind() const {
    if (ascii_) return TextKind::ascii;
    return valid_ && due_ == 0 ? TextKind::utf8 : TextKind::other;
  }

 private:
  int due_ = 0;  // octets of the running character that follow
  bool ascii_ = true, valid_ = true;
};

Bytes head_of(const Header& content) {
  std::string text = content.text();
  if (!text.ends_with('\n')) text += "\r\n";
  return primitives::to_bytes(text + "\r\n");
}

}  // namespace

DividedHeader divide(const Header& message) {
  if (message.empty()) {
    throw Error(ErrorKind::malformed, "a message without a header",
                "a message begins with fields like From; plain text needs to be called so",
                "RFC 5322, 2.1", 0);
  }
  DividedHeader divided;
  for (const HeaderField& field : message.fields()) {
    if (!is_structural(field.name)) {
      divided.outer.add(field);
    } else if (!same_token(field.name, "MIME-Version")) {
      divided.content.add(field);
    }
  }
  if (divided.content.empty()) divided.content.add("Content-Type", "text/plain");
  return divided;
}

DividedHeader header_of_text(TextKind kind) {
  DividedHeader header;
  const std::string charset = kind == TextKind::ascii  ? "us-ascii"
                              : kind == TextKind::utf8 ? "utf-8"
                                                       : "unknown-8bit";
  header.content.add("Content-Type", "text/plain; charset=" + charset);
  if (kind != TextKind::ascii) header.content.add("Content-Transfer-Encoding", "8bit");
  return header;
}

std::size_t DraftReading::read(MutableByteView out) {
  if (head_taken_ == head_.size()) return body_.read(out);
  const std::size_t count = std::min(out.size(), head_.size() - head_taken_);
  std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(head_taken_), count, out.begin());
  head_taken_ += count;
  return count;
}

// What passes once is not looked through: UTF-8 holds ASCII as well.
TextKind Draft::kind_of_text() const {
  if (!can_be_read_again()) return TextKind::utf8;
  TextLook look;
  cms::pump(*content_->source(), look);
  return look.kind();
}

std::unique_ptr<DraftReading> Draft::read() const {
  std::unique_ptr<Source> own = can_be_read_again() ? content_->source() : nullptr;
  std::unique_ptr<DraftReading> reading(new DraftReading(own ? *own : *passing_));
  reading->message_ = std::move(own);
  reading->header_ = form_ == Form::text ? header_of_text(kind_of_text())
                                         : divide(read_head(reading->body_).header);
  if (revise) revise(reading->header_);
  reading->head_ = head_of(reading->header_.content);
  return reading;
}

std::optional<std::uint64_t> Draft::canonical_size() const {
  if (!can_be_read_again()) return std::nullopt;
  CanonicalSize size;
  cms::pump(*read(), size);
  return size.size();
}

}  // namespace smime::mime::secure
