// Content in files: small content waits in memory, large content in private files without a name.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "mime/command/file_streams.hpp"
#include "mime/command/unnamed_file.hpp"
#include "mime/command/write_behind.hpp"
#include "mime/smime/opener.hpp"
#include "mime/smime/storage.hpp"

namespace smime::mime::command {

/// A file, from where it stands to its end. Long readings tell their progress.
class FileContent : public secure::Content {
 public:
  /// @param path  a file, or "-" where standard input is one
  /// @throws Error (input_output)
  explicit FileContent(const std::string& path);
  FileContent(const FileContent&) = delete;
  FileContent& operator=(const FileContent&) = delete;
  ~FileContent() override;
  std::unique_ptr<Source> source() const override;
  std::uint64_t size() const override { return size_; }

  /// Whether this is a file, which can be read again, and not a pipe or a device.
  static bool is_one(const std::string& path);

 private:
  std::string path_;
  int fd_;
  std::uint64_t start_ = 0, size_ = 0;
};

/// Content that moves from memory into a file when it grows. The file has mode 0600, and no name
/// where the system can do so: nothing is left of it whatever happens.
class FileStored : public secure::Stored {
 public:
  /// @param folder  where the file is made
  /// @param limit   octets that stay in memory
  /// @param fate    of the file
  explicit FileStored(std::string folder, std::size_t limit = kMostInMemory,
                      WriteBehind::Fate fate = WriteBehind::Fate::usual);
  void write(ByteView octets) override;
  void finish() override;
  std::unique_ptr<Source> source() const override;
  std::uint64_t size() const override { return size_; }

  /// Gives the content to a file, in one step, or writes it to standard output ("-"), a pipe or a
  /// device.
  /// @throws Error (input_output)
  void release(const std::string& path);

  static constexpr std::size_t kMostInMemory = std::size_t{1} << 20;

 private:
  void open_file();

  std::string folder_;
  std::size_t limit_;
  WriteBehind::Fate fate_;
  std::optional<UnnamedFile> file_;
  std::uint64_t size_ = 0;
  Bytes held_;          // all of it, until there is a file
  WriteBehind writer_;  // goes before its file
};

/// Makes such content. What layers hold goes to $TMPDIR; the innermost content waits beside the
/// file that it is to become.
class FileStorage : public secure::Storage {
 public:
  /// @param output  a file, or "-"
  /// @param limit   octets of each content that stay in memory
  explicit FileStorage(const std::string& output, std::size_t limit = FileStored::kMostInMemory);
  std::shared_ptr<secure::Stored> layer() override;
  std::shared_ptr<secure::Stored> content() override;

 private:
  std::string beside_;
  std::size_t limit_;
  WriteBehind::Fate fate_ = WriteBehind::Fate::usual;
};

/// Gives the content of what was opened with a `FileStorage` to its file; an empty file where there
/// is none.
void release_content(const secure::OpenResult& result, const std::string& output);

/// The whole of a pipe or a file as content: a file is read where it stands, a pipe ("-", a device)
/// is stored first.
std::shared_ptr<const secure::Content> stored_input(const std::string& path);

}  // namespace smime::mime::command
