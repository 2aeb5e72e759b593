// The driver of all fuzz targets: libFuzzer's entry points, and the seeds as files.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string_view>

#include "primitives/text_encodings.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/files.hpp"

namespace smime::fuzz {
namespace {

using nlohmann::json;

Bytes hex(const json& object, const char* field) {
  return primitives::from_hex(object.at(field).get<std::string>());
}

// PROGRAM --seeds FOLDER: writes them there, and ends.
void write_seeds(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::size_t count = 0;
  for (const Bytes& seed : seeds()) {
    std::ofstream file(folder / ("seed-" + std::to_string(count++)), std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.data()),
               static_cast<std::streamsize>(seed.size()));
  }
}

}  // namespace

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "this does not hold: %s\n", what);
  std::abort();
}

std::vector<Bytes> hex_fields(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::vector<Bytes> found;
  for (const auto& [file, field] : fields) {
    const json all = tests::read_json(tests::vectors(file));
    for (const json& group : all["testGroups"]) {
      for (const json& test : group["tests"]) {
        if (test.contains(field)) found.push_back(hex(test, field.c_str()));
      }
    }
  }
  return found;
}

cms::DecryptionKeys keys_of_rfc4134() {
  cms::DecryptionKeys keys;
  const json file = tests::read_json(tests::vectors("cms/rfc4134_messages.json"));
  for (const json& group : file["testGroups"]) {
    if (group["type"] == "EnvelopedData") {
      keys.identities.push_back({x509::Certificate::decode(hex(group, "certificate")),
                                 x509::PrivateKey::from_pkcs8(hex(group, "privateKey"))});
    } else if (group["type"] == "EncryptedData") {
      keys.shared_keys.push_back({{}, Secret(ByteView(hex(group, "key")))});
    }
  }
  keys.passwords.emplace_back(primitives::bytes_of("breakfast"));
  return keys;
}

}  // namespace smime::fuzz

extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  if (*count == 3 && std::string_view((*arguments)[1]) == "--seeds") {
    smime::fuzz::write_seeds((*arguments)[2]);
    std::exit(0);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  smime::fuzz::refuses([&] { smime::fuzz::fuzz({data, size}); });
  return 0;
}
