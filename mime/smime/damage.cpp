// The search for what transport did to a signed content.
#include "mime/smime/damage.hpp"

#include "mime/canonical.hpp"
#include "mime/smime/entity_repairs.hpp"
#include "mime/smime/line_repairs.hpp"

namespace smime::mime::secure {
namespace {

using primitives::Digest;

// Digests what is written to it.
class DigestSink : public Sink {
 public:
  explicit DigestSink(DigestAlgorithm algorithm) : digest_(algorithm) {}
  void write(ByteView octets) override { digest_.update(octets); }
  Bytes finish() { return digest_.finish(); }

 private:
  Digest digest_;
};

// One repair, as the content passes.
struct Candidate {
  Candidate(const Repair& of, DigestAlgorithm algorithm)
      : repair(of), digest(algorithm), codec(of.codec(digest)) {}

  const Repair& repair;
  DigestSink digest;
  std::unique_ptr<Codec> codec;
};

class Search {
 public:
  Search(DigestAlgorithm algorithm, const DigestMatches& matches, const DiagnosisLimits& limits)
      : algorithm_(algorithm), matches_(matches), limits_(limits) {}

  std::optional<Diagnosis> run(const FreshSource& content) {
    if (auto found = line_by_line(*content())) return found;
    if (too_large_ || whole_.size() > limits_.whole) return std::nullopt;
    const Bytes canonical = canonical_line_ends(whole_);
    if (auto found = one_of(entity_repairs(canonical), canonical)) return found;
    if (auto found = one_line(canonical)) return found;
    return pairs(canonical);
  }

 private:
  // All codecs at once, in one pass; the content is kept as long as it is small.
  std::optional<Diagnosis> line_by_line(Source& source) {
    std::vector<std::unique_ptr<Candidate>> candidates;
    for (const Repair& repair : line_repairs()) {
      candidates.push_back(std::make_unique<Candidate>(repair, algorithm_));
    }
    Bytes buffer(std::size_t{32} << 10);
    std::uint64_t size = 0;
    for (std::size_t count = source.read(buffer); count > 0; count = source.read(buffer)) {
      const ByteView octets = ByteView(buffer).first(count);
      size += count;
      too_large_ = size > limits_.streamed;
      if (too_large_) return std::nullopt;
      if (whole_.size() <= limits_.whole) primitives::append(whole_, octets);
      for (const auto& candidate : candidates) candidate->codec->write(octets);
    }
    for (const auto& candidate : candidates) {
      candidate->codec->finish();
      if (matches_(candidate->digest.finish())) return Diagnosis{{candidate->repair.damage}};
    }
    return std::nullopt;
  }

  std::optional<Diagnosis> one_of(const std::vector<Repair>& repairs, ByteView content) {
    for (const Repair& repair : repairs) {
      const Bytes before = repair.undo(content);
      if (is_signed(before)) return Diagnosis{{repair.damage}};
    }
    return std::nullopt;
  }

  // A blank that one line lost: the digest up to it is computed once, and forked.
  std::optional<Diagnosis> one_line(ByteView content) {
    if (content.size() > limits_.lines) return std::nullopt;
    constexpr std::uint8_t blank[] = {' '};
    Digest so_far(algorithm_);
    std::size_t line = 1;
    for (std::size_t i = 0; i < content.size(); ++i) {
      if (content[i] == '\r') {
        Digest with_blank = so_far;
        with_blank.update(blank);
        with_blank.update(content.subspan(i));
        if (!spend(content.size() - i)) return std::nullopt;
        if (matches_(with_blank.finish())) {
          return Diagnosis{{{"trailing-blanks", "the blank at the end of line " +
                                                    std::to_string(line) + " was lost"}}};
        }
        ++line;
      }
      so_far.update(content.subspan(i, 1));
    }
    return std::nullopt;
  }

  // One repair behind another; one that changes nothing leads no pair.
  std::optional<Diagnosis> pairs(const Bytes& content) {
    std::vector<Repair> all = line_repairs();
    for (Repair& repair : entity_repairs(content)) all.push_back(std::move(repair));
    for (const Repair& first : all) {
      const Bytes between = first.undo(content);
      if (between == content) continue;
      for (const Repair& second : all) {
        if (!spend(between.size())) return std::nullopt;
        const Bytes before = second.undo(between);
        if (before != between && is_signed(before)) return Diagnosis{{first.damage, second.damage}};
      }
    }
    return std::nullopt;
  }

  bool is_signed(ByteView content) {
    return spend(content.size()) && matches_(primitives::digest(algorithm_, content));
  }

  // Whether there is work left for so many octets.
  bool spend(std::size_t octets) {
    spent_ += octets;
    return spent_ <= limits_.work;
  }

  DigestAlgorithm algorithm_;
  const DigestMatches& matches_;
  const DiagnosisLimits& limits_;
  Bytes whole_;
  bool too_large_ = false;
  std::uint64_t spent_ = 0;
};

}  // namespace

std::string Diagnosis::text() const {
  std::string text;
  for (const Damage& damage : damages) text += (text.empty() ? "" : "; ") + damage.detail;
  return text;
}

std::optional<Diagnosis> diagnose(const FreshSource& content, DigestAlgorithm digest,
                                  const DigestMatches& matches, const DiagnosisLimits& limits) {
  return Search(digest, matches, limits).run(content);
}

std::optional<Diagnosis> diagnose(ByteView content, DigestAlgorithm digest,
                                  const DigestMatches& matches, const DiagnosisLimits& limits) {
  return diagnose([&] { return std::make_unique<primitives::BytesSource>(content); }, digest,
                  matches, limits);
}

}  // namespace smime::mime::secure
