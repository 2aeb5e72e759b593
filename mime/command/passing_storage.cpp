// For --unsafe-stream: the innermost content goes out as it comes, before anything is verified.
#include "mime/command/passing_storage.hpp"

#include "primitives/error.hpp"
#include "primitives/text_encodings.hpp"

namespace smime::mime::command {

void PassingContent::write(ByteView octets) {
  size_ += octets.size();
  digest_.update(octets);
  out_.write(octets);
}

std::unique_ptr<Source> PassingContent::source() const {
  throw Error(ErrorKind::invalid_argument, "content that has gone its way",
              "what passes unheld is not read again");
}

std::string PassingContent::sha256_hex() {
  return primitives::to_hex(digest_.finish());
}

std::shared_ptr<secure::Stored> PassingStorage::content() {
  return std::make_shared<PassingContent>(output_);
}

}  // namespace smime::mime::command
