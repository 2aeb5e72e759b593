// Whole programs on whole messages: smime beside openssl, gpgsm, certtool and cmsutil.
#pragma once

#include <cstdint>
#include <string>

namespace smime::bench {

/// Signs, verifies, encrypts and decrypts content of `octets` and of one kibibyte with every
/// program that is installed, and prints the time and the peak memory of each.
/// @param json  a file to write the rows to; none where empty
/// @param once  each command once, to see that all of them run
/// @return how many operations of ours did not succeed
std::size_t measure_messages(std::uint64_t octets, const std::string& json, bool once = false);

}  // namespace smime::bench
