// smime open --mbox: every message of a mailbox, over all cores, with a report for each.
#include "mime/command/open_mailbox.hpp"

#include <array>
#include <condition_variable>
#include <deque>
#include <iostream>
#include <mutex>
#include <thread>

#include "cms/content_streams.hpp"
#include "mime/command/cms.hpp"
#include "mime/command/file_storage.hpp"
#include "mime/command/format.hpp"
#include "mime/command/learning.hpp"
#include "mime/command/progress.hpp"
#include "mime/command/report_json.hpp"
#include "mime/mailbox.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kInMemory = std::size_t{64} << 10;  // octets of one message, or content
constexpr std::size_t kMostNews = 100;                    // lines about what was learnt
constexpr std::size_t kLearntAtOnce = 64;                 // introductions in a transaction
constexpr std::size_t kAhead = 8;                         // messages read ahead for each thread

// One message: read by one thread, opened by another, reported in its turn.
struct Task {
  std::size_t number = 0;
  std::uint64_t offset = 0;
  FileStored message{temporary_folder(), kInMemory};
  bool done = false;
  std::string report;
  std::vector<directory::Introduction> introductions;
  std::string locked;  // why its key could not be unlocked
  secure::Verdict verdict = secure::Verdict::malformed;
  int code = kSuccess;
  std::exception_ptr error;
};

// Empty where the message has none: a bare CMS object.
Header header_of(const FileStored& message) {
  try {
    const auto source = message.source();
    BufferedSource in(*source);
    return read_head(in).header;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::input_output) throw;
    return {};
  }
}

class MailboxOpening {
 public:
  MailboxOpening(const MailboxOptions& options, const secure::OpenOptions& how)
      : options_(options), how_(how), report_(options.report, FileSink::Held::no) {
    const unsigned count =
        options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { work(); });
  }
  MailboxOpening(const MailboxOpening&) = delete;
  MailboxOpening& operator=(const MailboxOpening&) = delete;
  ~MailboxOpening() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    wanted_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  int run() {
    FileSource file(options_.input);
    MailboxReader reader(file);
    while (reader.next()) {
      add(reader);
      while (tasks_.size() >= kAhead * threads_.size()) finish_first();
    }
    while (!tasks_.empty()) finish_first();
    learn();
    report_.finish();
    return worst_;
  }

  std::string summary() const {
    std::string text = text::format("{} messages", read_);
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      if (counts_[i] == 0) continue;
      text += text::format(", {} {}", counts_[i], to_string(static_cast<secure::Verdict>(i)));
    }
    return text;
  }

  // What there is to say besides: what was learnt, and what stayed locked.
  std::vector<std::string> notes() const {
    std::vector<std::string> all = news_;
    if (locked_ > 0) {
      all.push_back(
          text::format("{} of them were not opened, for want of a key: {}", locked_, why_locked_));
    }
    return all;
  }

 private:
  // In the order of the messages.
  void learn() {
    if (introductions_.empty()) return;
    const auto news = command::learn(introductions_, *options_.learns, how_.at);
    introductions_.clear();
    for (const std::string& line : news) {
      if (news_.size() < kMostNews) news_.push_back(line);
    }
  }

  void add(MailboxReader& reader) {
    auto task = std::make_shared<Task>();
    task->number = ++read_;
    task->offset = reader.offset();
    cms::pump(reader, task->message);
    task->message.finish();
    {
      const std::lock_guard lock(mutex_);
      tasks_.push_back(task);
      waiting_.push_back(std::move(task));
    }
    wanted_.notify_one();
  }

  void finish_first() {
    std::shared_ptr<Task> task;
    {
      std::unique_lock lock(mutex_);
      finished_.wait(lock, [this] { return tasks_.front()->done; });
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    if (task->error) std::rethrow_exception(task->error);
    report_.write(primitives::bytes_of(task->report));
    worst_ = std::max(worst_, task->code);
    if (!task->locked.empty() && locked_++ == 0) why_locked_ = task->locked;
    introductions_.insert(introductions_.end(), task->introductions.begin(),
                          task->introductions.end());
    if (introductions_.size() >= kLearntAtOnce) learn();
    ++counts_.at(static_cast<std::size_t>(task->verdict));
    if (progress_.is_due()) progress_.write(summary());
  }

  // What each thread does.
  void work() {
    SystemRandom random;
    for (;;) {
      std::shared_ptr<Task> task;
      {
        std::unique_lock lock(mutex_);
        wanted_.wait(lock, [this] { return stopped_ || !waiting_.empty(); });
        if (stopped_) return;
        task = std::move(waiting_.front());
        waiting_.pop_front();
      }
      try {
        open(*task, random);
      } catch (...) {
        task->error = std::current_exception();
      }
      {
        const std::lock_guard lock(mutex_);
        task->done = true;
      }
      finished_.notify_one();
    }
  }

  // A password that is missing or wrong keeps back the messages that need it, and no other.
  secure::OpenResult open_unless_locked(Task& task, Source& message, FileStorage& storage,
                                        RandomSource& random) const {
    try {
      return secure::open(message, storage, how_, random);
    } catch (const UsageError& error) {
      task.locked = error.what();
      secure::OpenResult result;
      result.header = header_of(task.message);
      result.verdict = secure::Verdict::undecryptable;
      result.reasons = {x509::Reason::wrong_password};
      result.error = task.locked;
      return result;
    }
  }

  void open(Task& task, RandomSource& random) {
    const std::string name =
        options_.folder.empty() ? "-" : text::format("{}/{:06}", options_.folder, task.number);
    FileStorage storage(name, kInMemory);
    const auto message = task.message.source();
    const secure::OpenResult result = open_unless_locked(task, *message, storage, random);
    const bool learns = options_.learns && result.verdict == secure::Verdict::valid;
    if (learns) task.introductions = introductions(result, how_.at, true);
    task.code = exit_code(result);
    task.verdict = result.verdict;
    task.report = report_line(result, task.number, task.offset);
    const bool release =
        task.code == kSuccess || (task.code == kUntrusted && options_.show_untrusted);
    if (release && !options_.folder.empty()) release_content(result, name);
  }

  const MailboxOptions& options_;
  const secure::OpenOptions& how_;
  FileSink report_;
  ProgressLine progress_;
  std::size_t read_ = 0;
  int worst_ = kSuccess;
  std::array<std::size_t, 6> counts_{};  // by verdict
  std::vector<directory::Introduction> introductions_;
  std::vector<std::string> news_;
  std::size_t locked_ = 0;
  std::string why_locked_;

  std::mutex mutex_;
  std::condition_variable wanted_, finished_;
  std::deque<std::shared_ptr<Task>> tasks_;    // all that are not reported, in order
  std::deque<std::shared_ptr<Task>> waiting_;  // those that no thread has taken
  bool stopped_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace

int open_mailbox(const MailboxOptions& options, const secure::OpenOptions& how) {
  std::string summary;
  std::vector<std::string> notes;
  int code = kSuccess;
  {
    MailboxOpening opening(options, how);
    code = opening.run();
    summary = opening.summary();
    notes = opening.notes();
  }
  if (options.quiet) return code;
  std::cerr << "smime: " << summary << "\n";
  for (const std::string& note : notes) std::cerr << "smime: note: " << note << "\n";
  return code;
}

}  // namespace smime::mime::command
