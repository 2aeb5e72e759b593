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
#include "mime/command/progress.hpp"
#include "mime/command/report_json.hpp"
#include "mime/mailbox.hpp"
#include "primitives/error.hpp"

namespace smime::mime::command {
namespace {

constexpr std::size_t kInMemory = std::size_t{64} << 10;  // octets of one message, or content
constexpr std::size_t kAhead = 8;                         // messages read ahead for each thread

// One message: read by one thread, opened by another, reported in its turn.
struct Task {
  std::size_t number = 0;
  std::uint64_t offset = 0;
  FileStored message{temporary_folder(), kInMemory};
  bool done = false;
  std::string report;
  secure::Verdict verdict = secure::Verdict::malformed;
  int code = kSuccess;
  std::exception_ptr error;
};

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

 private:
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

  void open(Task& task, RandomSource& random) {
    const std::string name =
        options_.folder.empty() ? "-" : text::format("{}/{:06}", options_.folder, task.number);
    FileStorage storage(name, kInMemory);
    const auto message = task.message.source();
    const secure::OpenResult result = secure::open(*message, storage, how_, random);
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
  int code = kSuccess;
  {
    MailboxOpening opening(options, how);
    code = opening.run();
    summary = opening.summary();
  }
  if (!options.quiet) std::cerr << "smime: " << summary << "\n";
  return code;
}

}  // namespace smime::mime::command
