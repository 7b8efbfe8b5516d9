export class CalendarView {
  constructor(private date = new Date()) {}

  forward(unit: 'day' | 'week' | 'month'): Date {
    return this.shift(unit, 1);
  }

  backward(unit: 'day' | 'week' | 'month'): Date {
    return this.shift(unit, -1);
  }

  private shift(unit: 'day' | 'week' | 'month', sign: number): Date {
    const next = new Date(this.date);
    if (unit === 'month') next.setMonth(next.getMonth() + sign);
    else next.setDate(next.getDate() + sign * (unit === 'week' ? 7 : 1));
    this.date = next;
    return next;
  }
}
