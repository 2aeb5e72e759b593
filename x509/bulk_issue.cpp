// Issuing to many people at once: one authority, all cores, the same result in the same order.
#include "x509/bulk_issue.hpp"

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace smime::x509 {
namespace {

// Certificates a thread may be ahead of the slowest: where the system takes a core away from one
// for a while, the others go on.
constexpr std::size_t kMostWaiting = 64;

// The threads' common desk: who takes which index, and what waits to be handed over in order.
class Desk {
 public:
  Desk(std::size_t count, std::size_t most_waiting, const CertificateSink& sink)
      : count_(count), most_waiting_(most_waiting), sink_(sink) {}

  // The next index; nothing at the end or after a failure. Waits while too many are ahead.
  std::optional<std::size_t> take() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return failure_ || next_ < handed_over_ + most_waiting_; });
    if (failure_ || next_ >= count_) return std::nullopt;
    return next_++;
  }

  void give(std::size_t index, Certificate certificate) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(index, std::move(certificate));
    while (!failure_ && !waiting_.empty() && waiting_.begin()->first == handed_over_) {
      sink_(handed_over_, waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++handed_over_;
    }
    room_.notify_all();
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = failure;
    room_.notify_all();
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  const std::size_t count_, most_waiting_;
  const CertificateSink& sink_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t next_ = 0, handed_over_ = 0;
  std::map<std::size_t, Certificate> waiting_;
  std::exception_ptr failure_;
};

void work(Desk& desk, const Authority& issuer, const OrderSource& orders,
          const RandomFactory& random) {
  try {
    const std::unique_ptr<RandomSource> source = random();
    while (const auto index = desk.take()) {
      const Order order = orders(*index);
      desk.give(*index, issue(issuer, order.subject_key, order.subject, order.profile,
                              order.serial_number, order.validity, *source));
    }
  } catch (...) {
    desk.fail(std::current_exception());
  }
}

}  // namespace

void issue_all(const Authority& issuer, std::size_t count, const OrderSource& orders,
               const CertificateSink& sink, const RandomFactory& random, unsigned threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  Desk desk(count, kMostWaiting * threads, sink);
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < threads; ++i) {
      workers.emplace_back([&] { work(desk, issuer, orders, random); });
    }
  }
  desk.rethrow();
}

}  // namespace smime::x509
