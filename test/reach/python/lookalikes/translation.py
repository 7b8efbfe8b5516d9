class Translator:
    def forward(self, sentence):
        return ' '.join(self.lexicon.get(word, word) for word in sentence.split())

    def backward(self, sentence):
        inverse = {value: key for key, value in self.lexicon.items()}
        return ' '.join(inverse.get(word, word) for word in sentence.split())
