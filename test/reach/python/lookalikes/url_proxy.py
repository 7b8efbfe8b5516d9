import requests


class Proxy:
    def forward(self, request):
        response = requests.request(request.method, self.upstream + request.path, data=request.data)
        return response.content, response.status_code

    def backward(self, response):
        return self.rewrite(response.headers), len(response.content) * 8
