// What this x86-64 processor can do, asked of CPUID and XGETBV.
#include "primitives/fast/cpu.hpp"

#include <cpuid.h>

#include <cstdint>

#include "primitives/implementation.hpp"

namespace smime::primitives::fast {
namespace {

struct Registers {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
};

Registers cpuid(unsigned leaf, unsigned subleaf) {
  Registers r;
  __get_cpuid_count(leaf, subleaf, &r.eax, &r.ebx, &r.ecx, &r.edx);
  return r;
}

// The register states that the operating system saves: XCR0.
std::uint64_t saved_states(const Registers& leaf1) {
  if ((leaf1.ecx & bit_OSXSAVE) == 0) return 0;
  std::uint32_t low = 0, high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return std::uint64_t{high} << 32 | low;
}

unsigned when(bool condition, CpuFeature feature) {
  return condition ? feature : kNone;
}

}  // namespace

unsigned detect_cpu_features() {
  const Registers leaf1 = cpuid(1, 0);
  const Registers leaf7 = cpuid(7, 0);
  const std::uint64_t states = saved_states(leaf1);
  const bool ymm = (states & 0x06) == 0x06;  // XMM and YMM
  const bool zmm = (states & 0xe6) == 0xe6;  // and opmask and ZMM
  const unsigned avx512_bits = bit_AVX512F | bit_AVX512BW | bit_AVX512DQ | bit_AVX512VL;
  const bool avx512 = zmm && (leaf7.ebx & avx512_bits) == avx512_bits;
  return when(leaf1.ecx & bit_SSSE3, kSsse3) | when(leaf1.ecx & bit_SSE4_1, kSse41) |
         when(leaf7.ebx & bit_SHA, kSha) | when(leaf1.ecx & bit_AES, kAes) |
         when(leaf1.ecx & bit_PCLMUL, kPclmul) | when(ymm && (leaf7.ebx & bit_AVX2), kAvx2) |
         when(leaf7.ebx & bit_BMI2, kBmi2) | when(leaf7.ebx & bit_ADX, kAdx) |
         when(avx512, kAvx512) | when(avx512 && (leaf7.ebx & bit_AVX512IFMA), kAvx512Ifma) |
         when(ymm && (leaf7.ecx & bit_VAES), kVaes) |
         when(ymm && (leaf7.ecx & bit_VPCLMULQDQ), kVpclmul) |
         when(avx512 && (leaf7.ecx & bit_AVX512VBMI), kAvx512Vbmi) |
         when(avx512 && (leaf7.ecx & bit_AVX512VBMI2), kAvx512Vbmi2) |
         when(leaf7.ecx & bit_GFNI, kGfni);
}

}  // namespace smime::primitives::fast
