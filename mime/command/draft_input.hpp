// The input of `sign` and `encrypt`: a file is read where it stands, a pipe as it comes.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "mime/codec.hpp"
#include "mime/command/file_storage.hpp"
#include "mime/smime/draft.hpp"

namespace smime::mime::command {

/// A draft from a file or a pipe. What is small, or must be read more than once, is stored.
class DraftInput {
 public:
  /// @param path   a file, or "-"
  /// @param again  it must be possible to read it again
  DraftInput(const std::string& path, secure::Draft::Form form, bool again);

  secure::Draft& draft() { return *draft_; }
  /// The message's header, as it is. Empty for plain text.
  const Header& header() const { return header_; }
  /// Puts what `change` makes of the whole message into its place.
  /// @return whether it was done: not with more octets than `most`, nor where it passes once
  bool rewrite(const std::function<Bytes(ByteView)>& change, std::uint64_t most);
  /// Puts a compressed message into the place of this one. \standard{RFC 8551, 3.6}
  void compress();

 private:
  void take_pipe(const std::string& path, bool again);

  secure::Draft::Form form_;
  std::unique_ptr<FileSource> file_;
  std::unique_ptr<Source> progress_;
  std::shared_ptr<const secure::Content> content_;
  Bytes beginning_;
  std::unique_ptr<Source> begun_, joined_;  // of a pipe that passes once
  Header header_;
  std::unique_ptr<secure::Draft> draft_;
};

}  // namespace smime::mime::command
