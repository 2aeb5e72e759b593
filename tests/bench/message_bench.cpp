// Whole programs on whole messages: smime beside openssl, gpgsm, certtool and cmsutil.
#include "tests/bench/message_bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/bench/child.hpp"
#include "tests/bench/operation.hpp"
#include "tests/support/mail_people.hpp"

namespace smime::bench {
namespace {

using tests::TemporaryFolder;

constexpr const char* kPrograms[] = {"openssl", "openssl -stream", "gpgsm", "certtool", "cmsutil"};
constexpr std::uint64_t kKibibyte = 1024;

// An operation and the command of each program that has it. IN is the content's file, SMIME our
// program, GPGSM that program with its key ring. Pipes begin and end with cat.
struct Task {
  std::string name;
  std::string ours;
  std::map<std::string, std::string> theirs;
};

const std::vector<Task> kTasks = {
    {"sign, opaque",
     "SMIME cms sign --no-directory --id katie.pem -o IN.signed IN",
     {{"openssl",
       "openssl cms -sign -nodetach -binary -signer katie.pem -outform DER -in IN -out out"},
      {"openssl -stream",
       "openssl cms -sign -nodetach -binary -stream -signer katie.pem -outform DER -in IN "
       "-out out"},
      {"gpgsm", "GPGSM -u katie@example.org -o out --sign IN"},
      {"certtool",
       "certtool --p7-sign --load-privkey katie.pem --load-certificate katie.crt --outder "
       "--infile IN --outfile out"},
      {"cmsutil", "cmsutil -S -d nss -N katie -i IN -o out"}}},
    {"sign, detached",
     "SMIME cms sign --no-directory --detached --id katie.pem -o IN.detached IN",
     {{"openssl", "openssl cms -sign -binary -signer katie.pem -outform DER -in IN -out out"},
      {"gpgsm", "GPGSM -u katie@example.org -o out --detach-sign IN"},
      {"certtool",
       "certtool --p7-detached-sign --load-privkey katie.pem --load-certificate katie.crt --outder "
       "--infile IN --outfile out"},
      {"cmsutil", "cmsutil -S -T -d nss -N katie -i IN -o out"}}},
    {"verify, opaque",
     "SMIME cms verify --no-directory --trust ca.pem -o out IN.signed",
     {{"openssl", "openssl cms -verify -binary -inform DER -CAfile ca.pem -in IN.signed -out out"},
      {"gpgsm", "GPGSM --verify IN.signed"},
      {"certtool", "certtool --p7-verify --inder --load-ca-certificate ca.pem --infile IN.signed"},
      {"cmsutil", "cmsutil -D -d nss -i IN.signed -o out"}}},
    {"verify, multipart",
     "SMIME open --no-directory --trust ca.pem -o out IN.eml",
     {{"openssl", "openssl cms -verify -CAfile ca.pem -in IN.eml -out out"}}},
    {"encrypt, aes-256",
     "SMIME cms encrypt --no-directory --to bob.crt --cipher aes-256-cbc -o IN.aes IN",
     {{"openssl", "openssl cms -encrypt -binary -aes-256-cbc -outform DER -in IN -out out bob.crt"},
      {"openssl -stream",
       "openssl cms -encrypt -binary -stream -aes-256-cbc -outform DER -in IN -out out bob.crt"},
      {"gpgsm", "GPGSM --cipher-algo AES256 -r bob@example.org -o out --encrypt IN"},
      {"cmsutil", "cmsutil -E -d nss -r bob@example.org -i IN -o out"}}},
    {"decrypt, aes-256",
     "SMIME cms decrypt --no-directory --id bob.pem -o out IN.aes",
     {{"openssl",
       "openssl cms -decrypt -binary -inform DER -inkey bob.pem -recip bob.crt -in IN.aes "
       "-out out"},
      {"gpgsm", "GPGSM -o out --decrypt IN.aes"},
      {"cmsutil", "cmsutil -D -d nss -i IN.aes -o out"}}},
    {"sign, opaque mail",
     "SMIME sign --no-directory --opaque --id katie.pem -o IN.opaque IN.mail",
     {{"openssl", "openssl cms -sign -nodetach -signer katie.pem -in IN -out out"},
      {"openssl -stream",
       "openssl cms -sign -nodetach -stream -signer katie.pem -in IN -out out"}}},
    {"verify, opaque mail",
     "SMIME open --no-directory --trust ca.pem -o out IN.opaque",
     {{"openssl", "openssl cms -verify -CAfile ca.pem -in IN.opaque -out out"}}},
    {"encrypt, aes mail",
     "SMIME encrypt --no-directory --not-to-self --to bob.crt --cipher aes-256-cbc -o IN.enc "
     "IN.mail",
     {{"openssl", "openssl cms -encrypt -aes-256-cbc -in IN -out out bob.crt"},
      {"openssl -stream", "openssl cms -encrypt -stream -aes-256-cbc -in IN -out out bob.crt"}}},
    {"decrypt, aes mail",
     "SMIME open --no-directory --id bob.pem -o out IN.enc",
     {{"openssl", "openssl cms -decrypt -inkey bob.pem -recip bob.crt -in IN.enc -out out"}}},
    {"decrypt, 3des",
     "SMIME cms decrypt --no-directory --id bob.pem -o out IN.3des",
     {{"openssl",
       "openssl cms -decrypt -binary -inform DER -inkey bob.pem -recip bob.crt -in IN.3des "
       "-out out"},
      {"gpgsm", "GPGSM -o out --decrypt IN.3des"},
      {"cmsutil", "cmsutil -D -d nss -i IN.3des -o out"}}},
    {"verify, indefinite",
     "SMIME cms verify --no-directory --trust ca.pem -o out IN.ber",
     {{"openssl", "openssl cms -verify -binary -inform DER -CAfile ca.pem -in IN.ber -out out"},
      {"gpgsm", "GPGSM --verify IN.ber"}}},
    {"decrypt, indefinite",
     "SMIME cms decrypt --no-directory --id bob.pem -o out IN.aes.ber",
     {{"openssl",
       "openssl cms -decrypt -binary -inform DER -inkey bob.pem -recip bob.crt -in IN.aes.ber "
       "-out out"},
      {"gpgsm", "GPGSM -o out --decrypt IN.aes.ber"}}},
    {"sign, pipes",
     "cat IN | SMIME cms sign --no-directory --id katie.pem | cat > /dev/null",
     {{"openssl",
       "cat IN | openssl cms -sign -nodetach -binary -signer katie.pem -outform DER | "
       "cat > /dev/null"},
      {"openssl -stream",
       "cat IN | openssl cms -sign -nodetach -binary -stream -signer katie.pem -outform DER | "
       "cat > /dev/null"},
      {"gpgsm", "cat IN | GPGSM -u katie@example.org --sign | cat > /dev/null"}}},
    {"verify, pipes",
     "cat IN.signed | SMIME cms verify --no-directory --trust ca.pem | cat > /dev/null",
     {{"openssl",
       "cat IN.signed | openssl cms -verify -binary -inform DER -CAfile ca.pem | cat > /dev/null"},
      {"gpgsm", "cat IN.signed | GPGSM --verify"}}},
    {"encrypt, pipes",
     "cat IN | SMIME cms encrypt --no-directory --to bob.crt --cipher aes-256-cbc | cat > "
     "/dev/null",
     {{"openssl",
       "cat IN | openssl cms -encrypt -binary -aes-256-cbc -outform DER bob.crt | cat > /dev/null"},
      {"openssl -stream",
       "cat IN | openssl cms -encrypt -binary -stream -aes-256-cbc -outform DER bob.crt | "
       "cat > /dev/null"},
      {"gpgsm",
       "cat IN | GPGSM --cipher-algo AES256 -r bob@example.org --encrypt | cat > /dev/null"}}},
    {"decrypt, pipes",
     "cat IN.aes | SMIME cms decrypt --no-directory --id bob.pem | cat > /dev/null",
     {{"openssl",
       "cat IN.aes | openssl cms -decrypt -binary -inform DER -inkey bob.pem -recip bob.crt | "
       "cat > /dev/null"},
      {"gpgsm", "cat IN.aes | GPGSM --decrypt | cat > /dev/null"}}}};

// The people's keys where each program looks for them; what is not installed fails here and later.
constexpr auto kPrepare = R"(
echo secret > password
for who in katie bob; do
  openssl pkcs12 -export -legacy -in $who.pem -name $who -passout file:password -out $who.p12
done
mkdir -m 700 home nss
trusted=$(openssl x509 -in ca.pem -noout -fingerprint -sha1)
echo "${trusted#*=} S relax" > home/trustlist.txt
gpgsm --homedir home --batch --import ca.pem
for who in katie bob; do
  gpgsm --homedir home --batch --pinentry-mode loopback --passphrase-fd 0 \
    --import $who.p12 < password
done
echo > tiny
gpgsm --homedir home --batch --disable-crl-checks --pinentry-mode loopback --passphrase-fd 0 \
  -u katie@example.org -o tiny.out --sign tiny < password
certutil -N -d nss --empty-password
certutil -A -d nss -n ca -t CT,C,C -i ca.pem
for who in katie bob; do pk12util -i $who.p12 -d nss -w password; done
true)";

// Messages that ours do not make before they are read.
constexpr auto kMake = R"(
{ printf 'From: katie@example.org\nTo: bob@example.org\nContent-Type: text/plain\n\n'
  cat IN; } > IN.mail
openssl cms -sign -signer katie.pem -in IN -out IN.eml
openssl cms -encrypt -binary -stream -des3 -outform DER -in IN -out IN.3des bob.crt
openssl cms -encrypt -binary -stream -aes-256-cbc -outform DER -in IN -out IN.aes.ber bob.crt
openssl cms -sign -nodetach -binary -stream -signer katie.pem -outform DER -in IN -out IN.ber
echo secret | gpgsm --homedir home --batch --yes --pinentry-mode loopback --passphrase-fd 0 \
  -o tiny.out --decrypt small.3des
true)";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
  return text;
}

std::string command(std::string text, const std::string& file) {
  text = replaced(std::move(text), "SMIME", tests::smime_program());
  text =
      replaced(std::move(text), "GPGSM", "gpgsm --homedir home --batch --yes --disable-crl-checks");
  return replaced(std::move(text), "IN", file);
}

// Lines of text, as mail has them.
void write_content(const std::filesystem::path& path, std::uint64_t octets) {
  std::string lines;
  for (const std::uint8_t octet : sample(std::size_t{1} << 20, 8)) {
    lines += lines.size() % 73 == 72 ? '\n' : static_cast<char>('0' + octet % 64);
  }
  std::ofstream out(path, std::ios::binary);
  for (std::uint64_t left = octets; left > 0;) {
    const auto part = std::min<std::uint64_t>(left, lines.size());
    out.write(lines.data(), static_cast<std::streamsize>(part));
    left -= part;
  }
}

struct Row {
  std::string operation;
  std::uint64_t octets = 0;
  Used ours = {};
  std::map<std::string, Used> peers = {};

  // Ours to the least of the others'; 0 where there is none.
  double ratio(double Used::*figure) const {
    double least = 0;
    for (const auto& [name, used] : peers) {
      if (used.succeeded && (least == 0 || used.*figure < least)) least = used.*figure;
    }
    return least == 0 ? 0 : ours.*figure / least;
  }
};

void keep_better(Used& best, const Used& now) {
  if (!now.succeeded) return;
  if (!best.succeeded) best = now;
  best.seconds = std::min(best.seconds, now.seconds);
  best.processor = std::min(best.processor, now.processor);
  best.mebibytes = std::max(best.mebibytes, now.mebibytes);
}

Row measure(const TemporaryFolder& folder, const Task& task, const std::string& file,
            std::uint64_t octets, bool once) {
  Row row{task.name, octets};
  const bool large = octets > (std::uint64_t{32} << 20);
  const int rounds = once ? 1 : 2, in_a_row = once || large ? 1 : 10;
  const auto repeat = [&](Used& best, const std::string& words) {
    for (int i = 0; i < in_a_row; ++i) {
      keep_better(best, run_child(folder.path(), command(words, file)));
    }
  };
  for (int i = 0; i < rounds; ++i) {
    repeat(row.ours, task.ours);
    for (const auto& [name, theirs] : task.theirs) repeat(row.peers[name], theirs);
  }
  return row;
}

std::string cell(const Used& used, double scale) {
  return used.succeeded ? fmt::format("{:.{}f}", used.seconds * scale, scale == 1 ? 2 : 1) : "-";
}

void print(const Row& row) {
  const bool large = row.octets > kKibibyte;
  const double scale = large ? 1 : 1000;
  fmt::print("{:<19} {:>10} {:<3} {:>7} {:>7.0f}", row.operation, row.octets, large ? "s" : "ms",
             cell(row.ours, scale), row.ours.mebibytes);
  for (const char* program : kPrograms) {
    const auto found = row.peers.find(program);
    fmt::print(" {:>15}", found == row.peers.end() ? "-" : cell(found->second, scale));
  }
  for (const double ratio : {row.ratio(&Used::seconds), row.ratio(&Used::processor)}) {
    fmt::print(" {:>6}", ratio == 0 ? "-" : fmt::format("{:.2f}", ratio));
  }
  fmt::print("\n");
  std::fflush(stdout);
}

void write_json(const std::vector<Row>& rows, const std::string& path) {
  auto list = nlohmann::json::array();
  for (const Row& row : rows) {
    nlohmann::json peers = nlohmann::json::object(), ratio = nullptr, processor = nullptr;
    for (const auto& [name, used] : row.peers) {
      if (used.succeeded) peers[name] = 1 / used.seconds;
    }
    if (row.ratio(&Used::seconds) != 0) {
      ratio = 1 / row.ratio(&Used::seconds);
      processor = 1 / row.ratio(&Used::processor);
    }
    list.push_back({{"operation", row.operation},
                    {"size", row.octets},
                    {"implementation", "smime"},
                    {"ours", 1 / row.ours.seconds},
                    {"unit", "1/s"},
                    {"peak_memory_mib", row.ours.mebibytes},
                    {"peers", peers},
                    {"ratio_to_best", ratio},
                    {"processor_ratio_to_best", processor}});
  }
  std::ofstream(path) << list.dump(1) << "\n";
}

}  // namespace

std::size_t measure_messages(std::uint64_t octets, const std::string& json, bool once) {
  const TemporaryFolder folder;
  tests::write_mail_people(folder);
  tests::run(folder, kPrepare);
  fmt::print("{:<19} {:>10} {:<3} {:>7} {:>7}", "operation", "octets", "", "smime", "MiB");
  for (const char* program : kPrograms) fmt::print(" {:>15}", program);
  fmt::print(" {:>6} {:>6}\n", "ratio", "cpu");
  std::vector<Row> rows;
  std::size_t failed = 0;
  for (const auto& [file, size] : {std::pair("small", kKibibyte), std::pair("large", octets)}) {
    write_content(folder.path() / file, size);
    tests::run(folder, command(kMake, file));
    for (const Task& task : kTasks) {
      const bool has_pipes = task.ours.find('|') != std::string::npos;
      if (has_pipes && size == kKibibyte) continue;  // whose time is that of the shell and of cat
      rows.push_back(measure(folder, task, file, size, once));
      print(rows.back());
      failed += rows.back().ours.succeeded ? 0 : 1;
    }
  }
  tests::run(folder, "gpgconf --homedir home --kill all");
  fmt::print(
      "Time from start to end, the least of several runs. ratio: ours to the fastest other.\n"
      "cpu: the same of processor time, without that of gpgsm's agent, which holds its keys.\n");
  if (!json.empty()) write_json(rows, json);
  return failed;
}

}  // namespace smime::bench
