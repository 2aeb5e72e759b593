// The S-boxes of DES (FIPS 46-3, appendix 1) as gates of two wires, for AVX2.
//
// Found by a search of our own: the truth table of each output is split by an input, or met by a gate
// over wires that are there, trying random orders and keeping the smallest circuit. A test runs all of
// them over all 64 inputs beside the printed tables.
#pragma once

#include "primitives/fast/des_circuit.hpp"

namespace smime::primitives::fast {

/// S_n, n from 1 to 8.
template <std::size_t n>
struct SBoxOfTwo;

template <>
struct SBoxOfTwo<1> {
  static constexpr Circuit<67> kCircuit = {{{
    {kNot, 1, 1}, {kAndNot, 2, 6}, {kXor, 5, 7}, {kXor, 8, 4}, {kAndNot, 2, 9}, {kXor, 10, 1},
    {kNot, 5, 5}, {kAndNot, 4, 12}, {kXor, 11, 13}, {kAnd, 3, 14}, {kXor, 9, 15}, {kAndNot, 2, 12},
    {kOr, 17, 1}, {kXor, 18, 2}, {kAndNot, 3, 19}, {kXor, 17, 20}, {kXor, 21, 19}, {kOr, 22, 7},
    {kAndNot, 4, 23}, {kXor, 21, 24}, {kAnd, 0, 25}, {kXor, 16, 26}, {kXor, 3, 27},
    {kAndNot, 4, 28}, {kXor, 16, 29}, {kAndNot, 1, 20}, {kOr, 20, 15}, {kOr, 31, 4},
    {kAnd, 33, 32}, {kAndNot, 0, 34}, {kXor, 30, 35}, {kOr, 24, 4}, {kXor, 37, 3}, {kNot, 16, 16},
    {kAnd, 0, 39}, {kXor, 38, 40}, {kXor, 36, 1}, {kAndNot, 5, 42}, {kXor, 41, 43}, {kAnd, 2, 44},
    {kXor, 36, 45}, {kAnd, 3, 9}, {kXor, 47, 19}, {kAnd, 16, 9}, {kXor, 49, 43}, {kAnd, 0, 50},
    {kXor, 48, 51}, {kAnd, 46, 20}, {kXor, 53, 28}, {kXor, 46, 8}, {kXor, 55, 43}, {kOr, 54, 0},
    {kAnd, 57, 56}, {kAndNot, 1, 58}, {kXor, 52, 59}, {kXor, 60, 27}, {kXor, 61, 46}, {kOr, 3, 19},
    {kAndNot, 1, 63}, {kXor, 62, 64}, {kAnd, 46, 60}, {kAndNot, 10, 27}, {kOr, 67, 12},
    {kOr, 66, 5}, {kAnd, 69, 68}, {kAnd, 4, 70}, {kXor, 65, 71}}},
    {27, 46, 60, 72}};
};

template <>
struct SBoxOfTwo<2> {
  static constexpr Circuit<58> kCircuit = {{{
    {kXor, 1, 4}, {kXor, 6, 3}, {kOr, 3, 1}, {kXor, 8, 2}, {kAndNot, 5, 9}, {kXor, 7, 10},
    {kXor, 9, 5}, {kAndNot, 1, 11}, {kXor, 12, 13}, {kAndNot, 0, 14}, {kXor, 11, 15}, {kNot, 8, 8},
    {kAndNot, 9, 12}, {kXor, 18, 17}, {kAnd, 0, 19}, {kXor, 17, 20}, {kAndNot, 4, 21},
    {kXor, 16, 22}, {kOr, 4, 16}, {kXor, 24, 1}, {kOr, 1, 23}, {kAndNot, 5, 26}, {kXor, 25, 27},
    {kXor, 25, 6}, {kOr, 29, 12}, {kAnd, 0, 30}, {kXor, 28, 31}, {kOr, 3, 4}, {kAnd, 0, 33},
    {kXor, 2, 34}, {kAnd, 2, 35}, {kXor, 32, 36}, {kXor, 7, 2}, {kXor, 38, 0}, {kAndNot, 3, 36},
    {kOr, 40, 12}, {kAnd, 1, 41}, {kXor, 39, 42}, {kAndNot, 39, 14}, {kXor, 44, 24}, {kAnd, 3, 45},
    {kXor, 19, 46}, {kAndNot, 2, 47}, {kXor, 43, 48}, {kAndNot, 15, 40}, {kXor, 50, 6},
    {kOr, 43, 45}, {kXor, 52, 29}, {kAndNot, 5, 53}, {kXor, 51, 54}, {kAndNot, 31, 25},
    {kXor, 56, 39}, {kOr, 35, 49}, {kAndNot, 54, 58}, {kAndNot, 1, 59}, {kXor, 57, 60},
    {kAndNot, 2, 61}, {kXor, 55, 62}}},
    {23, 49, 63, 37}};
};

template <>
struct SBoxOfTwo<3> {
  static constexpr Circuit<59> kCircuit = {{{
    {kOr, 0, 5}, {kXor, 6, 3}, {kAnd, 7, 0}, {kXor, 8, 5}, {kAnd, 1, 9}, {kXor, 7, 10},
    {kNot, 0, 0}, {kAndNot, 11, 1}, {kXor, 13, 12}, {kOr, 12, 1}, {kAnd, 15, 14}, {kOr, 16, 5},
    {kAnd, 2, 17}, {kXor, 11, 18}, {kXor, 17, 2}, {kOr, 20, 7}, {kAnd, 14, 19}, {kAndNot, 22, 3},
    {kAnd, 5, 23}, {kXor, 21, 24}, {kAndNot, 4, 25}, {kXor, 19, 26}, {kXor, 9, 1}, {kXor, 28, 2},
    {kAndNot, 29, 2}, {kOr, 30, 9}, {kOr, 31, 3}, {kAnd, 0, 32}, {kXor, 29, 33}, {kOr, 0, 3},
    {kAndNot, 13, 35}, {kAnd, 2, 15}, {kXor, 36, 37}, {kAndNot, 4, 38}, {kXor, 34, 39},
    {kXor, 29, 4}, {kOr, 5, 41}, {kXor, 42, 34}, {kAnd, 3, 43}, {kXor, 41, 44}, {kAndNot, 25, 42},
    {kXor, 35, 12}, {kOr, 47, 41}, {kOr, 46, 4}, {kAnd, 49, 48}, {kAndNot, 2, 50}, {kXor, 45, 51},
    {kXor, 42, 47}, {kOr, 36, 40}, {kXor, 54, 41}, {kAnd, 5, 55}, {kXor, 53, 56}, {kOr, 39, 6},
    {kAndNot, 53, 17}, {kXor, 59, 43}, {kAnd, 2, 60}, {kXor, 58, 61}, {kAndNot, 1, 62},
    {kXor, 57, 63}}},
    {64, 52, 27, 40}};
};

template <>
struct SBoxOfTwo<4> {
  static constexpr Circuit<57> kCircuit = {{{
    {kXor, 1, 0}, {kXor, 6, 3}, {kAndNot, 0, 7}, {kAndNot, 8, 3}, {kAnd, 4, 9}, {kXor, 7, 10},
    {kXor, 4, 1}, {kAndNot, 4, 11}, {kXor, 13, 0}, {kAnd, 3, 14}, {kXor, 12, 15}, {kAnd, 5, 16},
    {kXor, 11, 17}, {kXor, 8, 3}, {kOr, 19, 12}, {kAnd, 3, 6}, {kXor, 21, 5}, {kXor, 14, 19},
    {kAnd, 4, 23}, {kXor, 22, 24}, {kAnd, 5, 25}, {kXor, 20, 26}, {kAndNot, 2, 27}, {kXor, 18, 28},
    {kXor, 29, 16}, {kNot, 25, 25}, {kAndNot, 2, 31}, {kXor, 30, 32}, {kAnd, 5, 2}, {kXor, 33, 34},
    {kXor, 18, 27}, {kXor, 36, 7}, {kXor, 35, 23}, {kOr, 38, 36}, {kAndNot, 2, 39}, {kXor, 37, 40},
    {kAndNot, 27, 34}, {kAndNot, 32, 23}, {kAndNot, 5, 43}, {kXor, 42, 44}, {kAnd, 5, 3},
    {kXor, 46, 28}, {kAndNot, 4, 47}, {kXor, 45, 48}, {kAnd, 1, 49}, {kXor, 41, 50},
    {kXor, 51, 16}, {kXor, 52, 25}, {kAnd, 7, 19}, {kXor, 54, 53}, {kOr, 53, 1}, {kAnd, 56, 55},
    {kXor, 7, 23}, {kXor, 58, 24}, {kXor, 59, 21}, {kAndNot, 2, 60}, {kXor, 57, 61}}},
    {29, 35, 51, 62}};
};

template <>
struct SBoxOfTwo<5> {
  static constexpr Circuit<64> kCircuit = {{{
    {kAndNot, 2, 1}, {kOr, 6, 3}, {kAnd, 2, 1}, {kXor, 8, 0}, {kAndNot, 4, 9}, {kXor, 7, 10},
    {kXor, 2, 4}, {kAndNot, 12, 7}, {kAndNot, 1, 13}, {kXor, 4, 14}, {kAndNot, 0, 15},
    {kXor, 11, 16}, {kOr, 0, 13}, {kOr, 11, 6}, {kAndNot, 2, 19}, {kXor, 18, 20}, {kOr, 16, 12},
    {kXor, 22, 19}, {kAndNot, 3, 23}, {kXor, 21, 24}, {kAndNot, 5, 25}, {kXor, 17, 26},
    {kAnd, 0, 9}, {kXor, 28, 12}, {kNot, 1, 1}, {kAndNot, 14, 11}, {kAnd, 0, 31}, {kXor, 30, 32},
    {kAnd, 3, 33}, {kXor, 29, 34}, {kXor, 5, 24}, {kOr, 36, 17}, {kXor, 23, 30}, {kAndNot, 3, 38},
    {kAnd, 2, 39}, {kXor, 37, 40}, {kAnd, 5, 41}, {kXor, 35, 42}, {kAnd, 43, 33}, {kXor, 44, 24},
    {kAnd, 22, 45}, {kXor, 46, 17}, {kAndNot, 5, 47}, {kXor, 45, 48}, {kAnd, 13, 5}, {kXor, 50, 3},
    {kAndNot, 51, 36}, {kAnd, 52, 23}, {kAndNot, 0, 53}, {kXor, 51, 54}, {kAnd, 1, 55},
    {kXor, 49, 56}, {kOr, 48, 38}, {kXor, 58, 17}, {kOr, 9, 55}, {kAnd, 3, 60}, {kXor, 59, 61},
    {kAndNot, 46, 26}, {kXor, 43, 51}, {kAndNot, 64, 58}, {kAnd, 3, 65}, {kXor, 63, 66},
    {kAnd, 2, 67}, {kXor, 62, 68}}},
    {57, 43, 69, 27}};
};

template <>
struct SBoxOfTwo<6> {
  static constexpr Circuit<62> kCircuit = {{{
    {kAnd, 0, 4}, {kXor, 6, 1}, {kXor, 4, 0}, {kAndNot, 2, 8}, {kXor, 7, 9}, {kOr, 10, 2},
    {kXor, 11, 8}, {kAndNot, 3, 12}, {kXor, 10, 13}, {kAndNot, 4, 14}, {kAndNot, 15, 3},
    {kAnd, 16, 11}, {kOr, 16, 11}, {kOr, 17, 0}, {kAnd, 19, 18}, {kAnd, 5, 20}, {kXor, 14, 21},
    {kAnd, 22, 5}, {kXor, 23, 8}, {kOr, 12, 5}, {kAndNot, 1, 25}, {kXor, 24, 26}, {kAndNot, 22, 4},
    {kOr, 28, 7}, {kAnd, 2, 29}, {kXor, 27, 30}, {kNot, 29, 29}, {kAndNot, 25, 7},
    {kAndNot, 0, 33}, {kXor, 32, 34}, {kAnd, 9, 23}, {kXor, 36, 1}, {kAnd, 5, 37}, {kXor, 35, 38},
    {kAndNot, 3, 39}, {kXor, 31, 40}, {kXor, 12, 3}, {kOr, 42, 24}, {kXor, 43, 4},
    {kAndNot, 1, 44}, {kXor, 31, 45}, {kAnd, 5, 46}, {kXor, 42, 47}, {kXor, 5, 47}, {kXor, 48, 21},
    {kXor, 50, 39}, {kAndNot, 4, 51}, {kXor, 49, 52}, {kAndNot, 2, 53}, {kXor, 48, 54},
    {kXor, 42, 2}, {kXor, 56, 33}, {kAndNot, 16, 7}, {kAndNot, 0, 58}, {kXor, 57, 59},
    {kOr, 38, 32}, {kAndNot, 20, 61}, {kAndNot, 10, 55}, {kAnd, 2, 63}, {kXor, 62, 64},
    {kAnd, 5, 65}, {kXor, 60, 66}}},
    {55, 41, 67, 22}};
};

template <>
struct SBoxOfTwo<7> {
  static constexpr Circuit<57> kCircuit = {{{
    {kXor, 0, 2}, {kXor, 6, 5}, {kXor, 7, 4}, {kXor, 8, 3}, {kOr, 0, 9}, {kAndNot, 3, 4},
    {kXor, 10, 11}, {kAnd, 12, 5}, {kAnd, 1, 13}, {kXor, 9, 14}, {kAndNot, 5, 1}, {kAndNot, 13, 3},
    {kAndNot, 4, 17}, {kXor, 16, 18}, {kAndNot, 2, 19}, {kXor, 15, 20}, {kXor, 0, 8},
    {kOr, 22, 17}, {kXor, 23, 20}, {kNot, 7, 7}, {kOr, 5, 21}, {kXor, 26, 17}, {kAnd, 3, 27},
    {kXor, 25, 28}, {kAndNot, 0, 29}, {kXor, 24, 30}, {kAndNot, 30, 5}, {kXor, 32, 2},
    {kAndNot, 3, 7}, {kXor, 33, 34}, {kAnd, 1, 35}, {kXor, 31, 36}, {kXor, 21, 19}, {kXor, 38, 13},
    {kXor, 2, 26}, {kAnd, 0, 40}, {kXor, 39, 41}, {kAnd, 4, 39}, {kAndNot, 4, 2},
    {kAndNot, 44, 23}, {kAndNot, 0, 45}, {kXor, 43, 46}, {kAndNot, 1, 47}, {kXor, 42, 48},
    {kXor, 41, 1}, {kAnd, 49, 0}, {kXor, 51, 8}, {kAndNot, 5, 52}, {kXor, 50, 53}, {kOr, 30, 37},
    {kXor, 55, 48}, {kXor, 47, 42}, {kAndNot, 53, 57}, {kAnd, 2, 58}, {kXor, 56, 59},
    {kAnd, 3, 60}, {kXor, 54, 61}}},
    {49, 37, 62, 21}};
};

template <>
struct SBoxOfTwo<8> {
  static constexpr Circuit<55> kCircuit = {{{
    {kNot, 4, 4}, {kOr, 6, 2}, {kXor, 7, 3}, {kXor, 8, 5}, {kOr, 5, 8}, {kAndNot, 2, 10},
    {kXor, 6, 11}, {kAnd, 0, 12}, {kXor, 9, 13}, {kXor, 0, 2}, {kOr, 15, 10}, {kAnd, 8, 6},
    {kXor, 17, 11}, {kAndNot, 0, 18}, {kXor, 16, 19}, {kAnd, 1, 20}, {kXor, 14, 21}, {kXor, 11, 5},
    {kAnd, 0, 23}, {kXor, 21, 24}, {kAnd, 22, 5}, {kXor, 26, 1}, {kAnd, 4, 27}, {kXor, 25, 28},
    {kXor, 12, 9}, {kXor, 2, 17}, {kAndNot, 31, 0}, {kAndNot, 5, 32}, {kXor, 30, 33},
    {kAndNot, 1, 34}, {kXor, 29, 35}, {kXor, 6, 5}, {kXor, 37, 15}, {kAnd, 0, 37},
    {kAndNot, 39, 27}, {kAndNot, 3, 40}, {kXor, 38, 41}, {kOr, 29, 5}, {kAndNot, 23, 35},
    {kXor, 44, 43}, {kAnd, 3, 45}, {kXor, 43, 46}, {kAndNot, 1, 47}, {kXor, 42, 48}, {kOr, 18, 9},
    {kXor, 50, 15}, {kAndNot, 8, 37}, {kAndNot, 0, 52}, {kXor, 51, 53}, {kOr, 22, 36},
    {kAndNot, 9, 4}, {kAndNot, 5, 56}, {kXor, 55, 57}, {kAndNot, 1, 58}, {kXor, 54, 59}}},
    {36, 22, 60, 49}};
};

}  // namespace smime::primitives::fast
