//! A sort that does not compare: a site has millions of terms, and sorting them took longer than
//! all else.

/// The bits of a digit.
const DIGIT: u32 = 10;
/// Up to this many items the counts of the digits would take longer than comparing.
const FEW: usize = 256;

/// Sorts by a number of `bits` bits, digit by digit from the last; what has the same number stays
/// in its order.
pub(super) fn sort_by_digits<T: Copy + Default>(items: &mut Vec<T>, bits: u32, number: impl Fn(&T) -> u32) {
    if items.len() < FEW {
        items.sort_by_key(number);
        return;
    }
    let mut sorted = vec![T::default(); items.len()];
    for shift in (0..bits).step_by(DIGIT as usize) {
        let digit = |item: &T| (number(item) >> shift) as usize & ((1 << DIGIT) - 1);
        let mut places = [0u32; 1 << DIGIT];
        for item in items.iter() {
            if let Some(count) = places.get_mut(digit(item)) {
                *count += 1;
            }
        }
        let mut next = 0;
        for place in &mut places {
            next += std::mem::replace(place, next);
        }
        for item in items.iter() {
            if let Some(place) = places.get_mut(digit(item)) {
                if let Some(free) = sorted.get_mut(*place as usize) {
                    *free = *item;
                }
                *place += 1;
            }
        }
        std::mem::swap(items, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn items_are_sorted_and_equal_ones_stay(numbers in prop::collection::vec(0u32..1 << 21, 0..700)) {
            let items: Vec<(u32, u32)> = (0..).zip(numbers).map(|(at, number)| (number / 64, at)).collect();
            let (mut ours, mut others) = (items.clone(), items);
            sort_by_digits(&mut ours, 15, |item| item.0);
            others.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, others);
        }
    }
}
