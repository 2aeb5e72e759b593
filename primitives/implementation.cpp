// Which implementation runs: the tables of all choosers, and the forced name.
#include "primitives/implementation.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "primitives/error.hpp"
#if SMIME_FAST && defined(__x86_64__)
#include "primitives/fast/cpu.hpp"
#endif

namespace smime::primitives {
namespace {

constexpr std::pair<CpuFeature, std::string_view> kFeatureNames[] = {
    {kSsse3, "ssse3"},   {kSse41, "sse4.1"},        {kSha, "sha"},
    {kAes, "aes"},       {kPclmul, "pclmulqdq"},    {kAvx2, "avx2"},
    {kBmi2, "bmi2"},     {kAdx, "adx"},             {kAvx512, "avx512"},
    {kVaes, "vaes"},     {kAvx512Ifma, "avx512ifma"}, {kVpclmul, "vpclmulqdq"},
    {kGfni, "gfni"},     {kAvx512Vbmi, "avx512vbmi"},
    {kAvx512Vbmi2, "avx512vbmi2"}};

struct Registry {
  std::mutex mutex;
  std::string forced;
  std::vector<ImplementationInfo> all;
};

Registry& registry() {
  static Registry instance;
  return instance;
}

bool runs_here(unsigned needs) {
  return (needs & ~cpu_features()) == 0;
}

}  // namespace

unsigned cpu_features() {
#if SMIME_FAST && defined(__x86_64__)
  static const unsigned features = fast::detect_cpu_features();
  return features;
#else
  return kNone;
#endif
}

std::string feature_names(unsigned features) {
  std::string names;
  for (const auto& [feature, name] : kFeatureNames) {
    if ((features & feature) == 0) continue;
    if (!names.empty()) names += ' ';
    names += name;
  }
  return names;
}

void force_implementation(std::string_view name) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  const bool general = name.empty() || name == "reference" || name == "portable";
  const auto known = std::find_if(all.all.begin(), all.all.end(),
                                  [&](const auto& row) { return row.name == name; });
  if (!general && known == all.all.end()) {
    throw Error(ErrorKind::invalid_argument, "the implementation name '" + std::string(name) + "'",
                "it is 'reference', 'portable' or a name that 'smime --version' lists");
  }
  if (!general && !known->available) {
    throw Error(ErrorKind::invalid_argument, "a processor without " + feature_names(known->needs),
                "the implementation '" + std::string(name) + "' needs it");
  }
  all.forced = name;
  detail::forced_generation().fetch_add(1, std::memory_order_acq_rel);
}

std::string forced_implementation() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  return all.forced;
}

std::vector<ImplementationInfo> implementations() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  return all.all;
}

namespace detail {

bool register_table(std::string_view primitive, std::vector<Row> rows) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  for (const Row& row : rows) {
    all.all.push_back({std::string(primitive), std::string(row.name), row.needs,
                       runs_here(row.needs)});
  }
  return true;
}

std::size_t choose(std::span<const Row> rows) {
  const std::string forced = forced_implementation();
  if (forced == "reference") return 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == forced && runs_here(rows[i].needs)) return i;
    const bool allowed = forced == "portable" ? rows[i].needs == kNone : runs_here(rows[i].needs);
    if (allowed) last = i;
  }
  return last;
}

std::atomic<unsigned>& forced_generation() {
  static std::atomic<unsigned> generation{1};
  return generation;
}

}  // namespace detail
}  // namespace smime::primitives
