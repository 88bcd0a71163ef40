// How many events the audit history has: when it grows, an open list asks again.
class History {
  count = $state(0);
}

export const history = new History();
