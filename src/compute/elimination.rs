//! Which unknowns a set of linear equations fixes, whatever their values are.
//!
//! Worked out modulo a prime of 61 bits: coefficients here are one and minus one, and no
//! combination of them that occurs is a multiple of it.

const PRIME: u128 = (1 << 61) - 1;

/// One equation: the places of the unknowns that add to it, and of those that it takes away.
pub(super) struct Equation {
    /// The unknowns with the coefficient one.
    pub(super) plus: Vec<usize>,
    /// The unknowns with the coefficient minus one.
    pub(super) minus: Vec<usize>,
}

/// The unknowns of which the equations leave only one value.
pub(super) fn fixed(equations: &[Equation], n_unknowns: usize) -> Vec<usize> {
    let mut rows: Vec<Vec<u128>> = equations.iter().map(|one| row(one, n_unknowns)).collect();
    let mut next = 0;
    for column in 0..n_unknowns {
        let Some(pivot) = (next..rows.len()).find(|at| rows[*at][column] != 0) else { continue };
        rows.swap(next, pivot);
        let inverse = power(rows[next][column], PRIME - 2);
        for one in &mut rows[next] {
            *one = *one * inverse % PRIME;
        }
        let lead = rows[next].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at == next || factor == 0 {
                continue;
            }
            for (one, other) in row.iter_mut().zip(&lead) {
                *one = (*one + (PRIME - factor) * other) % PRIME;
            }
        }
        next += 1;
    }
    let alone = rows.iter().filter_map(|row| {
        let mut filled = row.iter().enumerate().filter(|(_, one)| **one != 0);
        filled.next().filter(|_| filled.next().is_none()).map(|(at, _)| at)
    });
    alone.collect()
}

fn row(equation: &Equation, n_unknowns: usize) -> Vec<u128> {
    let mut row = vec![0; n_unknowns];
    for at in &equation.plus {
        row[*at] = (row[*at] + 1) % PRIME;
    }
    for at in &equation.minus {
        row[*at] = (row[*at] + PRIME - 1) % PRIME;
    }
    row
}

fn power(mut base: u128, mut exponent: u128) -> u128 {
    let mut product = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            product = product * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_sums_say_together_is_found() {
        let check = |equations: &[(&[usize], &[usize])], n_unknowns, expected: &[usize]| {
            let equations: Vec<Equation> = equations
                .iter()
                .map(|(plus, minus)| Equation { plus: plus.to_vec(), minus: minus.to_vec() })
                .collect();
            assert_eq!(fixed(&equations, n_unknowns), expected);
        };
        check(&[(&[0], &[])], 2, &[0]);
        check(&[(&[0, 1], &[])], 2, &[]);
        // a + b, b + c and a + c are known: so is each.
        check(&[(&[0, 1], &[]), (&[1, 2], &[]), (&[0, 2], &[])], 3, &[0, 1, 2]);
        // a + b and a − b.
        check(&[(&[0, 1], &[]), (&[0], &[1])], 2, &[0, 1]);
        check(&[(&[0, 1], &[]), (&[0, 1, 2], &[])], 3, &[2]);
    }
}
