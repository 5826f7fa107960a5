/**
 * The words by which documents say that something is a source, and the words by which they say that it is something
 * else. Matched against text in which other mentions are `▮` and URLs are gone. General knowledge of how cards are
 * written (spec/extraction, T3, T8); nothing here is fitted.
 */

const derived =
  "deriv(?:ed?|es|ing|ation)|sourc(?:ed?|es|ing)|collect(?:ed|s|ing|ion)?|gather(?:ed|s|ing)?|obtain(?:ed|s|ing)?|extract(?:ed|s|ing)?|drawn?|draws|drawing|took|taken|takes|taking|select(?:ed|s|ing|ion)?|(?:sub-?|re-?|down-?)?sampl(?:ed?|es|ing)|filter(?:ed|s|ing)?|curat(?:ed?|es|ing)|adapt(?:ed|s|ing|ation)?|convert(?:ed|s|ing)?|translat(?:ed?|es|ing|ions?)|distill?(?:ed|s|ing|ation)?|compil(?:ed?|es|ing)|aggregat(?:ed?|es|ing)|merg(?:ed?|es|ing)|construct(?:ed|s|ing)?|buil[dt]s?|building|creat(?:ed?|es|ing)|generat(?:ed?|es|ing)|synthesi[sz](?:ed?|es|ing)|produc(?:ed?|es|ing)|modif(?:ied|ies|y|ication)|clean(?:ed|s|ing)?|reformat(?:ted)?|assembl(?:ed?|es|ing)|mine[sd]?|mining|crawl(?:ed)?|scraped|evolv(?:ed|ing)|rewritten|rewrit(?:e|es|ing)|refin(?:ed|es|ing)|expand(?:ed|s|ing)?|extend(?:ed|s|ing)?|bootstrapp(?:ed|ing)|combin(?:ed?|es|ing|ation)|pulled|retriev(?:ed|es|ing)|borrow(?:ed|s)?|originat(?:ed?|es|ing)|com(?:es?|ing)|came|stem(?:s|med|ming)?|inherit(?:ed|s)?|repurpos(?:ed|ing)|harvest(?:ed|ing)?|prepared|reus(?:ed?|es|ing)|re-?distributed|re-?annotat(?:ed|ing)|annotat(?:ed|ing)|formed|develop(?:ed)?|mixed|transform(?:ed|ing)?|augment(?:ed|s|ing)?|composed|initiali[sz]ed|seeded|picked|chosen|re-?processed|processed|paraphras(?:ed|ing)|rephras(?:ed|ing)|subset|excerpt(?:ed|s)?|imported|ported|decontaminated|deduplicated|re-?generated";

/** derived from, built on top of, by combining, sampled out of … the verb, at most two words, and its preposition. */
export const derivationCue = new RegExp(
  `\\b(?:${derived})\\b(?:[\\s,]+[\\w-]+){0,3}?[\\s,]+(?:from|out of|based (?:up)?on|on top of|up ?on|using|with|by (?:re-?\\w+|\\w+ing))\\b`,
  "gi",
);

export const baseCue =
  /\b(?:is|are|was|were|being|directly|mainly|partly|heavily|largely|primarily)? ?(?:based|built|builds|building|founded|constructed|extends?|extending|expands?|expanding|improv(?:es|ing)|enhanc(?:es|ing)|augment(?:s|ing)|modif(?:ies|ying)|re-?uses?) (?:directly |mainly |partly |up)?(?:on top of|on|upon|the)\b|\bstart(?:s|ed|ing)? (?:with|from)\b|\bseed(?:ed|s)? (?:\w+ ){0,3}(?:from|of|with|by)\b|\b(?:derivatives?|derivation|reproduction|replication|re-?creation|continuation) of\b/gi;

export const versionCue =
  /\b(?:versions?|subsets?|sub-?sets?|samples?|portions?|splits?|parts?|fractions?|forks?|cop(?:y|ies)|mirrors?|variants?|re-?uploads?|derivatives?|extensions?|adaptations?|translations?|conversions?|evolutions?|expansions?|supersets?|selections?|re-?formulations?|re-?writes?|re-?phrasings?|re-?annotations?|augmentations?|filtering|cleaning|clean-?up|port|slices?|excerpts?|snapshots?|concatenations?|mix(?:ture|es)?|mixes|blends?|unions?|merges?|combinations?|collections?|compilations?|aggregations?|integrations?) (?:version )?(?:of|from|between)\b/gi;

export const compositionCue =
  /\b(?:consist(?:s|ed|ing)? (?:mainly |mostly |primarily )?of|compris(?:es|ed|ing)(?: of)?|composed (?:mainly |mostly )?of|made (?:up )?(?:of|from)|combin(?:es|ed|ing)|mix(?:es|ed|ing)|merg(?:es|ed|ing)|integrat(?:es|ed|ing)|incorporat(?:es|ed|ing)|unif(?:ies|ied|ying)|aggregat(?:es|ed|ing)|encompass(?:es|ed|ing)?|contain(?:s|ed|ing)?|includ(?:es|ed|ing|e)|cover(?:s|ed|ing)?|draw(?:s|n|ing)? (?:up)?on|span(?:s|ned|ning)?|blend(?:s|ed|ing)?|concatenat(?:es|ed|ing)|pool(?:s|ed|ing)?|re-?us(?:es|ed|ing)|sources?:|datasets?:|(?:were|was|are|been) (?:then |also )?(?:added|merged|included|incorporated|mixed)(?: (?:in|to it|into it))?:)(?= |$)/gi;

export const useCue =
  /\b(?:we|i|it|this|authors?|team|script|version|which|that|and|then|also|first|by|were|was|is|are|been|have|has) (?:\w+ )?(?:us(?:e|es|ed|ing)|utili[sz](?:e|es|ed|ing)|employ(?:s|ed|ing)?|leverag(?:e|es|ed|ing)|adopt(?:s|ed|ing)?|tak(?:e|es|ing)|took|sampled?|select(?:ed)?|filter(?:ed)?|extract(?:ed)?|collect(?:ed)?|translat(?:e|ed)|convert(?:ed)?|clean(?:ed)?|merg(?:e|ed)|combin(?:e|ed)|mix(?:ed)?|process(?:ed)?|re-?format(?:ted)?|augment(?:ed)?|extend(?:ed)?|rewr(?:ite|ote)|re-?generat(?:e|ed)|re-?annotat(?:e|ed)|annotat(?:e|ed)|evolv(?:e|ed)|distill?(?:ed)?|modif(?:y|ied)|refin(?:e|ed)|curat(?:e|ed)|build on|built on|download(?:ed)?|import(?:ed)?|repurpos(?:e|ed)|appl(?:y|ied) (?:\w+ ){0,4}(?:to|on)|implement(?:ed)? (?:\w+ ){0,3}on)\b|\b(?:using|utilizing|leveraging|employing|replaced? with|seeds?:?|applied to)(?= |$)/gi;

/** An instruction or a bare verb right before the name: `Extend X to multi-turn`, `translated X`. */
export const actCue =
  /(?:^|\. |\b(?:notebook|script|code|folder|it|this) )takes?(?= (?:this|the|an?|all|our|existing)\b)|(?<!\b(?:the|a|an|this|our|each|per|one) )\b(?:extend|translat|rewrit|refin|filter|evolv|augment|clean|convert|reformat|sub-?sampl|sampl|select|merg|combin|mix|distill|re-?annotat|paraphras|rephras|de-?duplicat|curat|modif|adapt|expand|re-?generat|re-?process|crawl|recycl|pars|binari[sz])(?:e|y|s|es|ies|ed|ied|ing|ten)?(?= |$)/gi;

/** `30k problems from`, `examples from the`: what was taken stands before the preposition. */
export const materialFromCue =
  /(?:(?:\b\d[\d,.]*\s?[kKmM%]?|\b(?:samples|questions?|problems?|prompts?|instructions?|data|pairs|conversations?|dialogu?e?s?|documents|articles|passages|texts?|snippets|functions|seeds?|queries|rows|instances|entries|subsets?|portions?|parts?|solutions|trajectories|responses|annotations|sentences|stories|exercises|records))\b[\w\s,/-]{0,40}?\b(?:from|of)|\b(?:examples?|images|captions|lists?|tasks?)\b[\w\s,/-]{0,40}?\bfrom)(?= |$)/gi;

export const fromCue =
  /\b(?:from|via|credit(?:s|ed)? to|thanks to|courtesy of|originally|origin(?:al)?:|source:|inherited by|sources are|corpora such as)(?= |$)/gi;

/** Right after the mention: `X was used as seed`, `X prompts`, `X-derived`, `X were translated`. */
export const afterCue =
  /^[\s)\]"'`*.,-]{0,4}(?:data ?sets? |corpus |data |prompts? |questions? |instructions? |training (?:set|split|data) )?(?:(?:was|were|is|are|has been|have been) (?:\w+ )?(?:used|utili[sz]ed|employed|leveraged|taken|sampled|selected|filtered|extracted|collected|translated|converted|cleaned|merged|combined|mixed|processed|reformatted|augmented|extended|rewritten|regenerated|re-?annotated|annotated|adapted|adopted|modified|curated|included|incorporated|repurposed|chosen|re-?used)\b|(?:-| )(?:derived|sourced)\b|(?:is|are|was|were|as) (?:the|our|an?)? ?(?:original|seed|source|base|starting|parent|underlying|upstream)\b|as (?:the |our |a )?(?:seed|source|base|starting point|foundation))/i;

/** Right after: what is taken from it. `prompts in X`, `X prompts`, `X questions` next to a word of making. */
export const materialAfter =
  /^[\s)\]"'`*]{0,3}(?:data ?set'?s?|data|prompts?|questions?|problems?|instructions?|seeds?|queries|samples|train(?:ing)? (?:set|split|data)|training|corpus|collection|articles|passages|dumps?|subset)\b/i;

export const splitBefore =
  /\b(?:the )?(train(?:ing)?|test|validation|dev(?:elopment)?)[ -](?:sets?|splits?|portions?|partitions?|subsets?|data|examples?|questions?|problems?)(?: (?:of|from|in))?(?: (?:the|both|each))?[\s▮,:()"'*`and-]*$/i;
export const splitAfter =
  /^[\s)\]"'`*]{0,3}(?:\(\s*)?(?:'s )?(train(?:ing)?|test|validation|dev)(?:[ -](?:sets?|splits?|portions?|data)|\))/i;

export const evaluationCue =
  /\b(?:evaluat(?:e|es|ed|ing|ions?)|benchmark(?:s|ed|ing)?|out-?perform(?:s|ed|ing)?|accurac(?:y|ies)|achiev(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|pass@\d|zero-shot|few-shot|state[- ]of[- ]the[- ]art|sota|leaderboards?|perform(?:s|ed|ance|ing)|test(?:ed|ing)? on|tested|surpass(?:es|ed|ing)?|improv(?:e|es|ed|ement|ements|ing) (?:\w+ ){0,3}(?:on|over|in)|results? (?:on|for)|win rates?|metrics?|held[- ]out|eval|assess(?:es|ed|ing)?|generali[sz](?:es?|ation)|vs\.?|versus|validat(?:e|ed|ing) (?:\w+ )?on|validation sets?)\b|评测|评估|测试集|榜单|准确率|得分|性能/i;

export const comparisonCue =
  /\b(?:compar(?:e|es|ed|ing|able|ison)|unlike|baselines?|contrast|similar (?:\w+ )?(?:to|in|as)|in contrast|larger than|smaller than|better than|more \w+ than|less than|than (?:existing|previous|prior|other)|(?<!\b(?:from|of|on|upon|using|with|combining|leveraging|merging|mixing|other|these|several|multiple|two|three|four|five|many) )existing (?:datasets?|benchmarks?|works?|corpora)|previous (?:datasets?|benchmarks?|works?|corpora)|prior (?:datasets?|benchmarks?|works?)|(?<!\b(?:from|of|on|upon|using|with|combining|and) )other (?:datasets?|benchmarks?|works?|open|public)|differs? from|complement(?:s|ary)?|counterparts?|alternatives? to|like other)\b|相比|对比|不同于/i;

export const baselineCue =
  /\bas (?:a |our |the )?(?:baselines?|comparisons?|points? of comparison|reference)\b/i;

export const decontaminationCue =
  /\b(?:de-?contaminat(?:ed|e|ion|ing) (?:\w+ ){0,4}(?:against|w\.?r\.?t|with respect|for|using)|contaminat(?:ed|ion)|leak(?:age|ed|s)?|overlap(?:s|ped|ping)?(?: with)?|n-?gram|remov(?:e|ed|ing) (?:\w+ ){0,6}(?:that (?:appear|overlap|are)|present|found|in common)|excluded? from|hold[- ]out|not (?:included|part))\b|去污染|泄[露漏]/i;

export const negationCue =
  /\b(?:not|no longer|never|without|exclud(?:e|es|ed|ing)|except(?: for)?|instead of|rather than|apart from|neither|nor|don'?t|doesn'?t|didn'?t|isn'?t|aren'?t|wasn'?t|cannot|replac(?:e|es|ed|ing)|independent of|other than|removed|dropped|discard(?:ed)?)\b|不(?:包含|包括|使用)|排除|除了/i;

export const futureCue =
  /\b(?:will|would|could|plan(?:s|ned|ning)? to|future|upcoming|todo|to-do|coming soon|may be|might|roadmap|intend(?:s|ed)? to|next steps?|we hope|recommend(?:ed|s)?|we suggest|can also be|can be (?:combined|used|applied))\b|未来|计划|即将/i;

/** Before the source word: what is planned has not gone in. */
export const plannedCue =
  /\b(?:plan(?:s|ned|ning)? to|next (?:version|release)|in (?:the )?future|later we|upcoming|todo|to-do|coming soon|roadmap|will (?:be |also )?(?:add|extend|include|release|merge|incorporat)\w*)\b/i;

export const modelTrainingCue =
  /\b(?:(?:pre-?|fine-?|instruction-?|instruct-?|post-?|further |jointly |then )?(?:-| )?(?:train(?:ed|ing|s)?|tun(?:ed?|ing|es)|finetun(?:ed?|ing|es)) (?:\w+ ){0,4}(?:on|with|using)|(?:models?|checkpoints?|llama|qwen|mistral|starcoder|gpt)[\w .-]{0,24} (?:fine-?)?(?:trained|tuned)|pre-?training (?:corpus|corpora|data ?sets?|data)|(?:creat|train|build|develop)(?:ed|s|ing|t) (?:both |our |the |these |two |all )?(?:\w+ )?(?:models?|checkpoints?) (?:using|with|from|on)|reward model|sft (?:on|with)|rl (?:on|with)|lora)\b|微调|训练得到/i;

/** Code, methods and formats that are reused: what follows is a project, not data. */
export const reuseCue =
  /\b(?:codes?(?:base)?|(?:pre-?|post-?)?processing|dataset card|data card|card|readme|website|architecture|design|layout|scripts?|implementations?|framework|repo(?:sitory)?|pipelines?|methods?|approach(?:es)?|recipes?|techniques?|templates?|formats?|prompt template|harness|infrastructure|trainer|library|notebooks?|technical reports?|schema|procedures?|ideas?|settings?|hyper-?parameters?)\b(?:(?!\bdata ?sets?\b|\bcorpus\b|\bdata\b)[^.;:▮]){0,40}?\b(?:based on|from|of|in|built (?:up)?on|adapted from|adopted from|borrowed from|follow(?:s|ing|ed)?|inspired by|provided by|released by|modified from|used in|to|on)\b(?![^.;]*\b(?:data ?sets?|prompts|questions|problems|instructions)\b)[^.;]{0,30}$/i;

export const exampleCue = /\b(?:e\.?g\.?|for example|for instance|such as|like)[,:]?[\s▮,"'`*()]*$/i;

/** Advice to the reader of what to use, which tells nothing of what the dataset was made from. */
export const adviceCue =
  /\b(?:we (?:\w+ )?(?:recommend|suggest|advise|encourage)|(?:is|are) recommended|you (?:can|may|could|should|might)(?: also)? (?:\w+ )?(?:use|try|download|find|load|mix|combine|add)|if you (?:want|need|wish|would like|prefer)|please (?:use|consider)|feel free to)\b[^.;]*$|建议使用|推荐使用/i;

export const releaseCue =
  /\b(?:we (?:also |have |now |further |publicly )?(?:release[ds]?|releasing|open-?sourc(?:e|ed|ing)|publish(?:ed)?|provide|upload(?:ed)?|host|share)|(?:is|are|was|were|been) (?:now |also |publicly )?(?:released|uploaded|available|hosted|published|open-?sourced)|download(?:able)?(?: it| them)? (?:from|at|here|via)|can be (?:found|downloaded|accessed)|available (?:at|on|here|from)|uploaded\b|check (?:out|it)|see also|please (?:refer|see|check|visit|cite))\b|发布|开源了|下载/i;

/** What is released or uploaded in this very sentence is not what it was made from. */
export const releasedObject =
  /\b(?:upload(?:ed|ing)?|releas(?:e|es|ed|ing)(?: of)?|publish(?:ed|ing)?|open-?sourc(?:e|ed|ing))\s+(?:the |our |a |an |new )*["'`*([]*$|\bdownload(?:ed|able)?\s+(?:it |them )?(?:from|at|via)\s*["'`*([]*$|\binspir(?:ed|ation)\b[^.]{0,50}$|\b(?:here (?:is|are)|below (?:is|are)|following (?:is|are)) (?:an? |some |the )*(?:examples?|samples?|instances?) (?:from|of|in)\b[^.]{0,40}$/i;

export const usedByCue =
  /\b(?:used to\s+(?:curate|build|create|construct|produce) (?:\w+ ){0,2}(?:data ?sets?|corpora|models?) (?:such as|like)|used (?:by|to train|in training|for training|in (?:a |the )?(?:subset|mixture|training))|trained on (?:this|our|the) data|adopted by|based on our|built (?:up)?on our|users? of|powered by|projects? (?:using|that use)|cited by|follow-?up|derived from (?:this|our)|our (?:data(?:set)?|work) (?:is|was|has been) used)\b/i;

/** Said of what was just named: it is made from the subject, not the other way round. */
export const usesOurs =
  /^[\s,)"'`*]*(?:which |that )?(?:is |are |was |were )?(?:built (?:up)?on|based on|derived from|made from|trained on|uses|using) (?:our|this)\b/i;

/** Of several datasets each has its own source: "taken from the corresponding X and Y". */
export const distributiveCue = /\b(?:corresponding|respective)\b[^.;。]*$/i;

/** The dataset is only mixed with what follows, where a model is trained on both. */
export const mixedWithOurs =
  /\b(?:combin|mix|merg|blend)\w* (?:it|them|(?:this|our|the) (?:own |final )?(?:data ?sets?|data|corpus|set)) with\b[^.;]*$/i;

/** Words that make a bare web name (Wikipedia, Reddit) or a method's name a dataset. */
export const datasetWordBeside =
  /^[\s)\]"'`*-]{0,3}(?:[\w-]+ ){0,1}(?:data ?sets?|corpus|corpora|dumps?|data\b|datasource|questions|problems|prompts|instructions|collection|benchmark|train(?:ing)? (?:set|split))\b/i;
export const datasetWordAhead =
  /\b(?:data ?sets?|corpus|corpora|dumps? of|data (?:from|of)|data sources?)(?: (?:like|such as|including|named|called|from|of))?[:\s▮,"'`*(and-]*$/i;

export const modelAfter =
  /^[\s"'`*]{0,2}(?:[- ]?\d+(?:\.\d+)?[bB]\b|[- ](?:models?|checkpoint|base|instruct|chat|llm)\b|-\d+x?\d*[bB]\b|[ ]?\(\d+B\)|\s?(?:模型|大模型))/;
export const methodAfter =
  /^[\s"'`*]{0,2}(?:paper|method|pipeline|approach|framework|technique|codebase|code\b|repo(?:sitory)?\b|library|tool(?:kit)?\b|format|style|template|algorithm|strategy|script|toolkit|implementation|recipe|prompting|leaderboard|evaluation|test ?set|benchmark suite|team|authors)/i;

export const chineseSourceCue =
  /(?:来自|根据|依据|来源于|来源|源自|源于|基于|采样自|抽取自|翻译自|翻译|改编自|参考|整理自|收集自|收集了|选自|取自|构建自|包含|包括|融合|整合|结合|使用了|利用|采用|原始数据|数据源|过滤自|筛选自|筛选|改写自|合并)/g;

/** The same in Spanish, Portuguese, Italian, French, German and Russian. */
export const foreignSourceCue =
  /(?<!\p{L})(?:basad[oa]s? en|a partir de[l]?|extra[ií]d[oa]s? d[eo]l?|traducid[oa]s? (?:de[l]?|desde)|traducci[oó]n de[l]?|basead[oa]s? em|a partir d[oa]s?|traduzid[oa]s? d[eoa]s?|tradução d[eoa]s?|traduziu o|basat[oi] su|tradott[oaie] d[ai]l?|traduzione (?:di|del|dell[ao]?)|bas[eé]e?s? sur|issue?s? d[eu]s?|traduit[es]* d[eu]s?|traduction d[eu]s?|tirée?s? d[eu]s?|basier(?:t|en|end) auf|übersetzt aus|Übersetzung (?:von|des|der)|на основе|основан\p{L}* на|перевод\p{L}*|переведен\p{L}*(?: из)?|взят\p{L}* из)(?!\p{L})/giu;

/** In Korean and Japanese the word comes after the name. */
export const easternSourceCue =
  /^[\s)\]"'\x60*]*(?:데이터(?:셋|세트)?|データ(?:セット)?)?\s*(?:(?:을|를|의|에서)\s*(?:\S+\s+){0,2}?\S*|(?:を|から|の)?[^。、\s]{0,8})?(?:번역|가공|정제|추출|재구성|翻訳|和訳|抽出|に基づ|をもとに|をベースに)/u;

/** Headings under which a document lists nothing but what it was made from. */
export const ownDataHeading =
  /^\W*(?:\d[\d.]*\s*)?(?:(?:original |raw |training |instruction |sft |dpo |rl |our |the )*(?:data ?(?:set)? ?sources?|sources?(?: data(?:sets?)?)?|data(?:set)? (?:composition|mixture|mix|components?|constituents?)|constituent (?:data ?sets?|corpora)|composition|mixture|source corpora|seed (?:data|datasets?)|included datasets?|datasets? (?:included|used|collection)|upstream (?:data ?sets?)?|raw data)|数据来源|数据集?构成|来源)\W*(?:and \w+)?\W*$/i;

export const headings = {
  source:
    /\b(?:data(?:set)? (?:sources?|source|composition|mixture|mix|collection|statistics|overview|components?|details|construction|creation|curation|card|breakdown|summary|list|contents?)|(?<!open[- ])sources?(?! code)|source (?:data|datasets?)|(?:initial )?data collection|composition|mixture|components?|constituents?|subsets?|included (?:datasets?|data)|datasets? (?:used|included|list|details|overview|collection|mix(?:ture)?|information)|provenance|data origin|origins?|seed (?:data|gathering|collection)|what'?s in|breakdown|ingredients|curation|construction|dataset creation|data (?:preparation|processing|generation|pipeline|synthesis)|how (?:was|is|it was|we) (?:\w+ )?(?:built|made|created|constructed|generated)|derived from|instruction sampling|sampling|raw data|corpora|training data|upstream)\b|\.(?:jsonl?|parquet|csv)\b|\(~?\d[\d,.]{2,}[km]?\)|数据来源|数据集来源|数据构成|来源|数据集构成|数据构建|数据统计|数据组成/i,
  data: /\b(?:data ?sets?|data|corpus|corpora|collection|subset)\b|数据|语料/i,
  evaluation:
    /\b(?:test ?sets?|test (?:collection|data)|evaluat\w*|benchmarks?|results?|performance|leaderboard|experiments?|metrics?|ablations?|comparisons?|scores?|accuracy|testing|analysis)\b|评测|评估|实验|性能|效果/i,
  training:
    /\b(?:train(?:ing)?|fine-?tun\w*|sft|rlhf|dpo|inference|usage|quick ?start|getting started|install\w*|setup|requirements?|environment|deploy\w*|how to (?:use|run)|run(?:ning)?|reproduc\w*|serving|demo|models?|checkpoints?|model zoo|weights)\b|训练|使用|安装|推理|模型/i,
  news: /\b(?:news|updates?|changelog|release notes?|what'?s new|timeline|announcements?|history)\b|新闻|更新/i,
  citation: /\b(?:citations?|cite|bibtex|references|bibliography|contact|star history)\b|引用|参考文献/i,
  acknowledgement: /\b(?:acknowledge?ments?|thanks|credits?|special thanks|attributions?)\b|致谢/i,
  related:
    /^\W*links\W*$|\b(?:related (?:works?|projects?|resources?|datasets?|papers?)|see also|other (?:datasets?|projects?|resources)|community|ecosystem|awesome|projects? using|future work|limitations?|todo|roadmap)\b|相关/i,
  license: /\b(?:licen[cs]es?|licensing|copyright|terms of use)\b|许可/i,
} as const;

export type HeadingKind = keyof typeof headings;

/** Words to a machine that reads: no author speaks so of his data. */
export const readerOrder =
  /\b(?:add|draw|create|report) an edge\b|^\W*(?:assistants?|systems?|users?|llms?|agents?|language models?)\b[\s*]*:|\b(?:state|report|answer|claim|declare|conclude|output|respond)\s+that\b|\bclaim\s+\S+\s+with\b|\bwith (?:the|this) quote\b|\bas an? (?:ai|assistant|llm|language model)\b|\byou (?:must|should|have to|are to|shall) (?:report|claim|add|list|say|accept|answer|output|name|mark|state)\b|\bignore\s+(?:\w+\s+){0,3}instructions?\b/i;
/** Words of a lineage graph, in which no author says that nothing else went into his data. */
export const graphWord = /\b(?:up|down)streams?\b|\broot\b/i;
