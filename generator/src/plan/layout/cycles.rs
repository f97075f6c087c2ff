//! Cycles of a graph: its strongly connected components, by Tarjan's algorithm without recursion.

/// Returns the number of the cycle that each node belongs to: two nodes have the same number if and only if they are in
/// the same cycle. `edges` are the successors of each node.
pub(super) fn cycles(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
    let mut index = vec![NEW; count];
    let mut low = vec![0; count];
    let mut on_stack = vec![false; count];
    let mut cycle = vec![NEW; count];
    let mut stack = Vec::new();
    let mut next_index = 0;
    for start in 0..count {
        if index[start] != NEW {
            continue;
        }
        let mut visits = vec![(start, 0)];
        while let Some(&mut (node, ref mut edge)) = visits.last_mut() {
            if *edge == 0 {
                index[node] = next_index;
                low[node] = next_index;
                next_index += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(&to) = edges[node].get(*edge) {
                *edge += 1;
                if index[to] == NEW {
                    visits.push((to, 0));
                } else if on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            visits.pop();
            if let Some(&(parent, _)) = visits.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                while let Some(popped) = stack.pop() {
                    on_stack[popped] = false;
                    cycle[popped] = node;
                    if popped == node {
                        break;
                    }
                }
            }
        }
    }
    cycle
}
