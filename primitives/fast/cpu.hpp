// What this x86-64 processor can do, asked of CPUID and XGETBV.
#pragma once

namespace smime::primitives::fast {

/// The `CpuFeature` bits that processor and operating system both support.
unsigned detect_cpu_features();

}  // namespace smime::primitives::fast
