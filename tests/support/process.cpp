// Running other programs in tests: a temporary folder, a command in it, its status and output.
#include "tests/support/process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "primitives/text_encodings.hpp"
#include "tests/support/files.hpp"

namespace smime::tests {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "smime-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TemporaryFolder::write(const std::string& name, ByteView contents) const {
  const std::filesystem::path path = path_ / name;
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(contents.data()),
             static_cast<std::streamsize>(contents.size()));
  return path;
}

std::filesystem::path TemporaryFolder::write_text(const std::string& name,
                                                  const std::string& text) const {
  return write(name, primitives::bytes_of(text));
}

Bytes TemporaryFolder::read(const std::string& name) const {
  return read_file(path_ / name);
}

Ran run(const TemporaryFolder& folder, const std::string& command) {
  // Programs keep what they learn in the folder, and not in the user's own directory; those that
  // speak the user's language speak English.
  const std::string path = folder.path().string();
  const std::string line = "cd '" + path + "' && export LC_ALL=C.UTF-8 SMIME_DIRECTORY='" + path +
                           "/directory.sqlite' && { " + command + " ; } 2>&1";
  FILE* pipe = popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell");
  Ran ran;
  std::array<char, 4096> buffer;
  for (std::size_t size; (size = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    ran.output.append(buffer.data(), size);
  }
  const int status = pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ran;
}

bool is_installed(const std::string& program) {
  return std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) == 0;
}

std::string pem(const std::string& label, ByteView der) {
  const std::string base64 = primitives::to_base64(der);
  std::string text = "-----BEGIN " + label + "-----\n";
  for (std::size_t i = 0; i < base64.size(); i += 64) text += base64.substr(i, 64) + "\n";
  return text + "-----END " + label + "-----\n";
}

}  // namespace smime::tests
