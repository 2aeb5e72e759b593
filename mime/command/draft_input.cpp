// The input of `sign` and `encrypt`: a file is read where it stands, a pipe as it comes.
#include "mime/command/draft_input.hpp"

#include "cms/content_streams.hpp"
#include "mime/command/progress.hpp"
#include "mime/entity.hpp"
#include "mime/smime/sender.hpp"

namespace smime::mime::command {
namespace {

using secure::Draft;

// What a pipe begins with: all of it where it is small. A header fits in.
Bytes read_beginning(Source& source, bool& whole) {
  constexpr std::size_t most = kMostHeaderOctets + kMostLineOctets;
  Bytes beginning(std::size_t{64} << 10);
  std::size_t filled = 0;
  while (filled < most) {
    if (filled == beginning.size()) beginning.resize(std::min(2 * filled, most));
    const std::size_t count = source.read(MutableByteView(beginning).subspan(filled));
    whole = count == 0;
    if (whole) break;
    filled += count;
  }
  beginning.resize(filled);
  return beginning;
}

Header header_of(Source& source) {
  BufferedSource message(source);
  return read_head(message).header;
}

}  // namespace

DraftInput::DraftInput(const std::string& path, Draft::Form form, bool again) : form_(form) {
  if (FileContent::is_one(path)) {
    content_ = std::make_shared<FileContent>(path);
  } else {
    take_pipe(path, again);
  }
  if (form_ == Draft::Form::message) {
    primitives::BytesSource beginning(beginning_);
    header_ = content_ ? header_of(*content_->source()) : header_of(beginning);
  }
  draft_ = content_ ? std::make_unique<Draft>(*content_, form_)
                    : std::make_unique<Draft>(*joined_, form_);
}

void DraftInput::take_pipe(const std::string& path, bool again) {
  file_ = std::make_unique<FileSource>(path);
  progress_ = std::make_unique<ProgressSource>(*file_, std::nullopt);
  bool whole = false;
  beginning_ = read_beginning(*progress_, whole);
  if (!whole && !again) {
    begun_ = std::make_unique<primitives::BytesSource>(beginning_);
    joined_ = std::make_unique<JoinedSource>(*begun_, *progress_);
    return;
  }
  auto stored = std::make_shared<FileStored>(temporary_folder(), beginning_.size());
  stored->write(beginning_);
  cms::pump(*progress_, *stored);
  stored->finish();
  content_ = stored;
}

bool DraftInput::rewrite(const std::function<Bytes(ByteView)>& change, std::uint64_t most) {
  if (!content_ || content_->size() > most) return false;
  primitives::BytesSink message;
  cms::pump(*content_->source(), message);
  auto stored = std::make_shared<FileStored>(temporary_folder());
  stored->write(change(message.bytes()));
  stored->finish();
  content_ = stored;
  draft_ = std::make_unique<Draft>(*content_, form_);
  return true;
}

void DraftInput::compress() {
  auto stored = std::make_shared<FileStored>(temporary_folder());
  secure::compress_message(*draft_, *stored);
  stored->finish();
  content_ = stored;
  draft_ = std::make_unique<Draft>(*content_, Draft::Form::message);
}

}  // namespace smime::mime::command
