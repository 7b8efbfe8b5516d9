class CurrencyBook {
  constructor(rates) {
    this.rates = rates;
    this.fee = 0.002;
  }

  forward(amount, currency) {
    const rate = this.rates[currency];
    return amount * rate * (1 - this.fee);
  }

  backward(amount, currency) {
    const rate = this.rates[currency];
    return (amount / rate) * (1 - this.fee);
  }
}

module.exports = { CurrencyBook };
