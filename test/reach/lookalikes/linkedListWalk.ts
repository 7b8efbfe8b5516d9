class ListNode<T> {
  next: ListNode<T> | null = null;
  previous: ListNode<T> | null = null;
  constructor(public value: T) {}
}

export class LinkedList<T> {
  head: ListNode<T> | null = null;
  tail: ListNode<T> | null = null;

  *forward(): Generator<T> {
    for (let node = this.head; node; node = node.next) yield node.value;
  }

  *backward(): Generator<T> {
    for (let node = this.tail; node; node = node.previous) yield node.value;
  }
}
