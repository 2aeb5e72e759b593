// The inner loops of Montgomery multiplication in limbs of 64 bits, on MULX, ADCX and ADOX.
//
// Eight limbs of a sum stand in registers. A row adds eight limbs times one: low halves ripple
// through the carry flag, high halves through the overflow flag, so that neither chain waits for
// the other. The lowest limb is then whole and goes to memory, and its register becomes the
// highest of the next row. After eight rows each register is back in its place.
#include "primitives/fast/montgomery_adx_rows.hpp"

// Registers: r8 to r15 the sum, rdi = t, rsi = a, rcx = b, rdx the one limb of a row, rax and rbx a
// product's halves, rbp = 0. On the stack: where b ends, and the carry between groups as 0 or -1.
__asm__(R"(
  .text

  # high:low += a[i] * rdx
  .macro smime_product i, low, high
    mulxq 8*\i(%rsi), %rax, %rbx
    adcxq %rax, \low
    adoxq %rbx, \high
  .endm

  # The products of a row but the first, from a[from] on. The sum's lowest limb is done with: its
  # register becomes the highest.
  .macro smime_row_rest from, r0, r1, r2, r3, r4, r5, r6, r7
    .if \from <= 1
      smime_product 1, \r1, \r2
    .endif
    .if \from <= 2
      smime_product 2, \r2, \r3
    .endif
    .if \from <= 3
      smime_product 3, \r3, \r4
    .endif
    .if \from <= 4
      smime_product 4, \r4, \r5
    .endif
    .if \from <= 5
      smime_product 5, \r5, \r6
    .endif
    .if \from <= 6
      smime_product 6, \r6, \r7
    .endif
    .if \from <= 7
      mulxq 56(%rsi), %rax, \r0
      adcxq %rax, \r7
      adoxq %rbp, \r0
      adcxq %rbp, \r0
    .else
      movq %rbp, \r0
    .endif
  .endm

  # A row of b[j]: the sum's lowest limb goes to t[j].
  .macro smime_row j, from, r0, r1, r2, r3, r4, r5, r6, r7
    movq 8*\j(%rcx), %rdx
    xorl %eax, %eax
    .if \from <= 0
      smime_product 0, \r0, \r1
    .endif
    movq \r0, 8*\j(%rdi)
    smime_row_rest \from, \r0, \r1, \r2, \r3, \r4, \r5, \r6, \r7
  .endm

  # A row of the multiple q that clears the lowest limb; q goes to t[j]. Here rcx = k0 and rsi = m.
  .macro smime_clearing_row j, r0, r1, r2, r3, r4, r5, r6, r7
    movq \r0, %rdx
    imulq %rcx, %rdx
    xorl %eax, %eax
    movq %rdx, 8*\j(%rdi)
    smime_product 0, \r0, \r1
    smime_row_rest 0, \r0, \r1, \r2, \r3, \r4, \r5, \r6, \r7
  .endm

  # Eight rows. Row j begins with limb j * step: with step 1 the first rows are those of a triangle
  # without its diagonal, as `from` is 1 for row 0.
  .macro smime_rows from, step
    smime_row 0, (\from+0*\step), %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15
    smime_row 1, (\from+1*\step), %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r8
    smime_row 2, (\from+2*\step), %r10, %r11, %r12, %r13, %r14, %r15, %r8, %r9
    smime_row 3, (\from+3*\step), %r11, %r12, %r13, %r14, %r15, %r8, %r9, %r10
    smime_row 4, (\from+4*\step), %r12, %r13, %r14, %r15, %r8, %r9, %r10, %r11
    smime_row 5, (\from+5*\step), %r13, %r14, %r15, %r8, %r9, %r10, %r11, %r12
    smime_row 6, (\from+6*\step), %r14, %r15, %r8, %r9, %r10, %r11, %r12, %r13
    smime_row 7, (\from+7*\step), %r15, %r8, %r9, %r10, %r11, %r12, %r13, %r14
  .endm

  # sum += the carry flag and eight limbs of t.
  .macro smime_add_t
    adcq 0(%rdi), %r8
    adcq 8(%rdi), %r9
    adcq 16(%rdi), %r10
    adcq 24(%rdi), %r11
    adcq 32(%rdi), %r12
    adcq 40(%rdi), %r13
    adcq 48(%rdi), %r14
    adcq 56(%rdi), %r15
  .endm

  # A group: adds what t held in its eight places, then eight rows. The carry of that addition
  # belongs behind the group and waits on the stack.
  .macro smime_group from, step
    movq 8(%rsp), %rax
    addq %rax, %rax
    smime_add_t
    sbbq %rax, %rax
    movq %rax, 8(%rsp)
    smime_rows \from, \step
    addq $64, %rcx
    addq $64, %rdi
  .endm

  # Groups until b ends at the address on the stack.
  .macro smime_groups
    cmpq (%rsp), %rcx
    je 2f
    .p2align 5
  1:
    smime_group 0, 0
    cmpq (%rsp), %rcx
    jne 1b
  2:
  .endm

  .macro smime_add_carry
    movq 8(%rsp), %rax
    addq %rax, %rax
    adcq $0, %r8
    adcq $0, %r9
    adcq $0, %r10
    adcq $0, %r11
    adcq $0, %r12
    adcq $0, %r13
    adcq $0, %r14
    adcq $0, %r15
  .endm

  .macro smime_store_t
    movq %r8, 0(%rdi)
    movq %r9, 8(%rdi)
    movq %r10, 16(%rdi)
    movq %r11, 24(%rdi)
    movq %r12, 32(%rdi)
    movq %r13, 40(%rdi)
    movq %r14, 48(%rdi)
    movq %r15, 56(%rdi)
  .endm

  .macro smime_clear_sum
    xorl %ebp, %ebp
    xorl %r8d, %r8d
    xorl %r9d, %r9d
    xorl %r10d, %r10d
    xorl %r11d, %r11d
    xorl %r12d, %r12d
    xorl %r13d, %r13d
    xorl %r14d, %r14d
    xorl %r15d, %r15d
  .endm

  # Saves registers, and leaves on the stack: end, then 0 as the first carry, then last.
  .macro smime_enter end, last
    pushq %rbx
    pushq %rbp
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    pushq \last
    pushq $0
    pushq \end
  .endm

  .macro smime_leave
    addq $24, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbp
    popq %rbx
    ret
  .endm

  .globl smime_adx_multiply
  .p2align 5
smime_adx_multiply:
  smime_enter %rcx, %rcx
  movq %rdx, %rcx
  smime_clear_sum
  smime_groups
  smime_add_carry
  smime_store_t
  smime_leave

  .globl smime_adx_square
  .p2align 5
smime_adx_square:
  smime_enter %rdx, %rdx
  movq %rsi, %rcx
  smime_clear_sum
  smime_group 1, 1
  smime_groups
  smime_add_carry
  smime_store_t
  smime_leave

  # Two limbs of t: doubling ripples through the carry flag, the square of a[i] through the other.
  .macro smime_double i
    movq 8*\i(%rsi), %rdx
    mulxq %rdx, %rax, %rdx
    movq 16*\i(%rdi), %r8
    movq 16*\i+8(%rdi), %r9
    adcxq %r8, %r8
    adoxq %rax, %r8
    adcxq %r9, %r9
    adoxq %rdx, %r9
    movq %r8, 16*\i(%rdi)
    movq %r9, 16*\i+8(%rdi)
  .endm

  .globl smime_adx_double
  .p2align 5
smime_adx_double:
  movq %rdx, %rcx
  subq %rsi, %rcx
  shrq $6, %rcx
  xorl %eax, %eax
1:
  smime_double 0
  smime_double 1
  smime_double 2
  smime_double 3
  smime_double 4
  smime_double 5
  smime_double 6
  smime_double 7
  leaq 64(%rsi), %rsi
  leaq 128(%rdi), %rdi
  leaq -1(%rcx), %rcx
  jrcxz 2f
  jmp 1b
2:
  ret

  .globl smime_adx_reduce
  .p2align 5
smime_adx_reduce:
  smime_enter %rdx, %r8
  smime_clear_sum
  smime_add_t
  smime_clearing_row 0, %r8, %r9, %r10, %r11, %r12, %r13, %r14, %r15
  smime_clearing_row 1, %r9, %r10, %r11, %r12, %r13, %r14, %r15, %r8
  smime_clearing_row 2, %r10, %r11, %r12, %r13, %r14, %r15, %r8, %r9
  smime_clearing_row 3, %r11, %r12, %r13, %r14, %r15, %r8, %r9, %r10
  smime_clearing_row 4, %r12, %r13, %r14, %r15, %r8, %r9, %r10, %r11
  smime_clearing_row 5, %r13, %r14, %r15, %r8, %r9, %r10, %r11, %r12
  smime_clearing_row 6, %r14, %r15, %r8, %r9, %r10, %r11, %r12, %r13
  smime_clearing_row 7, %r15, %r8, %r9, %r10, %r11, %r12, %r13, %r14
  leaq 64(%rsi), %rcx
  movq %rdi, %rsi
  addq $64, %rdi
  smime_groups
  smime_add_carry
  movq 16(%rsp), %rax
  negq %rax
  smime_add_t
  smime_store_t
  setc %al
  movzbl %al, %eax
  smime_leave
)");
