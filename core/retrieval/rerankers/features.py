"""What a passage looks like beside a question: a row of cheap numbers for each candidate."""
import re
from collections.abc import Sequence
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from core.retrieval.rerank import Candidate, Query
from core.retrieval.rerankers.matching import Finder, Match, tokens

Features = NDArray[np.float64]

NAMES = ("dense","sparse","dense_rank","sparse_rank","coverage","saturation","prefix","opening","sentence","sentence2","adjacent","near","length","siblings","number","name","density","topterm","sentcount","dsum","win")

SAT=1.2
NUM=re.compile(r"\d+"); NAM=re.compile(r"[a-z,] [A-Z][a-z]")

def features(query: Query, candidates: Sequence[Candidate]) -> Features:
    terms = [t for t in query.terms if t not in query.absent]
    tot=sum(query.idf[t] for t in terms) or 1e-9
    idf=[query.idf[t]/tot for t in terms]
    qt=tokens(query.text)
    pres=[tokens(c.chunk.prefix) for c in candidates]; bods=[tokens(c.chunk.text) for c in candidates]
    voc=set().union(qt,*pres,*bods)
    f=Finder(terms,voc)
    order=[m.term for m in f.matches(qt)]
    pairs={(a,b):idf[a]+idf[b] for a,b in pairwise(order) if a!=b}
    ptot=sum(pairs.values()) or 1.0
    dense=_imputed([c.scores.dense for c in candidates]); sparse=_imputed([c.scores.sparse for c in candidates])
    dr=_ranks(dense); sr=_ranks(sparse)
    fused=[c.scores.fused for c in candidates]
    docs=[c.chunk.provenance.document_id for c in candidates]
    low_q=query.text.lower()
    wantnum=any(w in low_q for w in ("how many","how much","when ","what year","how long","what date","how old"," percent","what time"))
    wantname=low_q.startswith(("who","whose","whom")) or " who " in low_q or "where" in low_q
    top=max(range(len(idf)),key=idf.__getitem__,default=0)
    rows=[]
    for i,c in enumerate(candidates):
        mp=f.matches(pres[i]); mb=f.matches(bods[i])
        cov=sum(idf[k] for k,x in enumerate(terms) if x in c.matches)
        sat=sum(idf[k]*c.matches[x]/(c.matches[x]+SAT) for k,x in enumerate(terms) if x in c.matches)
        pre=_cover({m.term for m in mp},idf)
        ope=_cover({m.term for m in mb if m.at<40},idf)
        sents={}
        for m in mb: sents.setdefault(m.sentence,set()).add(m.term)
        sc=[_cover(s,idf) for s in sents.values()]
        s1=max(sc,default=0.0)
        two=max((_cover(sents[a]|sents[a+1],idf) for a in sents if a+1 in sents),default=s1)
        adj,near=_near(mb,pairs)
        L=len(bods[i])
        sib=sum(fused[j] for j,d in enumerate(docs) if d==docs[i] and j!=i)
        num=len(NUM.findall(c.chunk.text)) if wantnum else 0
        nam=len(NAM.findall(c.chunk.text)) if wantname else 0
        rows.append((dense[i],sparse[i],-log(1+dr[i]),-log(1+sr[i]),cov,sat,pre,ope,s1,max(s1,two),adj/ptot,near/ptot,log(20+L),sib,log(1+num),log(1+nam),len(mb)/(L+20),float(bool(terms) and terms[top] in c.matches),sum(x>.5*s1 for x in sc) if s1 else 0,sum(x*x for x in sc),_win(mb,idf)))
    return np.array(rows)

def _win(found,idf,width=25):
    best=0.0; lo=0; cnt={}; cur=0.0
    for m in found:
        n=cnt.get(m.term,0)
        if n==0: cur+=idf[m.term]
        cnt[m.term]=n+1
        while found[lo].at<m.at-width:
            t=found[lo].term; cnt[t]-=1
            if cnt[t]==0: cur-=idf[t]
            lo+=1
        if cur>best: best=cur
    return best

def _imputed(v):
    known=[x for x in v if x is not None]
    lo=min(known,default=0.0)
    return np.array([lo if x is None else x for x in v])

def _ranks(v):
    return np.argsort(np.argsort(-v,kind="stable"),kind="stable")

def _cover(terms,idf): return float(sum(idf[t] for t in terms))

def _near(found,pairs):
    best={}
    for k,a in enumerate(found):
        for b in found[k+1:k+5]:
            gap=b.at-a.at
            if gap>20: break
            key=(a.term,b.term)
            if key not in pairs:
                key=(b.term,a.term); gap+=2
            if key in pairs and gap<best.get(key,99): best[key]=gap
    return sum(pairs[k] for k,g in best.items() if g<=2), sum(pairs[k]/(1+g/3) for k,g in best.items())
