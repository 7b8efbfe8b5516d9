const dot=(a,b)=>a.map(r=>b[0].map((_,j)=>r.reduce((s,v,k)=>s+v*b[k][j],0)));
const tr=a=>a[0].map((_,j)=>a.map(r=>r[j]));
function relu(Z){return Z.map(r=>r.map(v=>v>0?v:0))}
function linear_activation_forward(A_prev, W, b, activation){
  const Z = dot(W,A_prev).map((r,i)=>r.map(v=>v+b[i][0]));
  let A; if(activation==='sigmoid') A=Z.map(r=>r.map(v=>1/(1+Math.exp(-v)))); else if(activation==='relu') A=relu(Z);
  return [A,[[A_prev,W,b],Z]];
}
function linear_activation_backward(dA, cache, activation){
  const [[A_prev,W,b],Z]=cache; const m=A_prev[0].length; let dZ;
  if(activation==='relu') dZ=dA.map((r,i)=>r.map((v,j)=>Z[i][j]>0?v:0));
  else if(activation==='sigmoid') dZ=dA.map((r,i)=>r.map((v,j)=>{const s=1/(1+Math.exp(-Z[i][j]));return v*s*(1-s)}));
  const dW=dot(dZ,tr(A_prev)).map(r=>r.map(v=>v/m)); const db=dZ.map(r=>[r.reduce((x,y)=>x+y,0)/m]);
  return [dot(tr(W),dZ),dW,db];
}
exports.f = linear_activation_forward;
