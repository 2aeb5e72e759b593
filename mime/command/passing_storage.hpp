// For --unsafe-stream: the innermost content goes out as it comes, before anything is verified.
#pragma once

#include "mime/command/file_storage.hpp"
#include "primitives/digest.hpp"

namespace smime::mime::command {

/// Content that is not held back. It is digested on its way, for the report.
class PassingContent : public secure::Stored {
 public:
  explicit PassingContent(const std::string& output) : out_(output, FileSink::Held::no) {}
  void write(ByteView octets) override;
  /// @throws Error (invalid_argument): it is gone
  std::unique_ptr<Source> source() const override;
  std::uint64_t size() const override { return size_; }
  bool is_kept() const override { return false; }

  /// The rest goes out; a file gets its name.
  void release() { out_.finish(); }
  std::string sha256_hex();

 private:
  FileSink out_;
  std::uint64_t size_ = 0;
  primitives::Digest digest_{DigestAlgorithm::sha256};
};

/// Holds what layers hold, and passes the content on.
class PassingStorage : public FileStorage {
 public:
  explicit PassingStorage(std::string output) : FileStorage("-"), output_(std::move(output)) {}
  std::shared_ptr<secure::Stored> content() override;

 private:
  std::string output_;
};

}  // namespace smime::mime::command
