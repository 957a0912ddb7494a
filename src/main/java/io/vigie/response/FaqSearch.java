package io.vigie.response;

import io.vigie.mention.Folding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * Finds the entry of the FAQ that answers a request. Lucene analyses (elision, stop words, stems of
 * its language) and finds the {@link #CANDIDATES} wordings that are nearest by BM25; the confidence
 * is the part of what both say that they share:
 *
 * <pre>confidence = 2 · sum idf(shared) / (sum idf(request) + sum idf(wording))</pre>
 *
 * with idf(t) = ln(1 + (n − df + 0.5) / (df + 0.5)) over the n wordings of the language, so that 1
 * means the same words and a word that the FAQ never says counts most against it. The best sentence
 * of a text counts, because people say more than they ask. Below {@link #MIN_CONFIDENCE} there is
 * no good answer. Small, in memory, built once; not thread-safe.
 */
public final class FaqSearch {

  /** Least confidence of a good answer; what it is worth is measured in docs/triage.md. */
  public static final double MIN_CONFIDENCE = 0.5;

  static final int CANDIDATES = 20;

  /** Longest text that is searched for, in UTF-16 units. */
  private static final int MAX_TEXT = 1000;

  private static final int MAX_SENTENCES = 8;
  private static final int MAX_WORDS = 60;
  private static final String WORDING = "wording";
  private static final String NUMBER = "number";

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?;\\n]+");
  private static final Pattern NOT_WORDS = Pattern.compile("https?://\\S+|www\\.\\S+|@\\S+");

  /** What is said around a question, folded: it tells nothing of what is asked. */
  private static final Map<Language, List<String>> COURTESIES =
      Map.of(
          Language.FR,
          List.of(
              "bonjour",
              "bonsoir",
              "salut",
              "merci",
              "svp",
              "stp",
              "plait",
              "sait",
              "savoir",
              "quelqu'un",
              "pourquoi",
              "comment",
              "peut",
              "peux",
              "pouvez",
              "puis",
              "possible",
              "faire",
              "est-ce",
              "quel",
              "quelle",
              "quels",
              "quelles",
              "avez",
              "vos",
              "votre"),
          Language.EN,
          List.of(
              "hi", "hello", "hey", "please", "pls", "thanks", "thank", "anyone", "someone", "know",
              "how", "what", "when", "where", "can", "could", "do", "does", "i", "my", "me", "you",
              "your", "we", "am", "any", "tell", "why", "get", "got"));

  private record Wording(Faq.Entry entry, Set<String> terms) {}

  /** The wordings of one language. */
  private record Shelf(
      Analyzer analyzer, IndexReader reader, IndexSearcher searcher, List<Wording> wordings) {}

  private final Map<Language, Shelf> shelves = new EnumMap<>(Language.class);

  /** A search in these entries. */
  public FaqSearch(Faq faq) {
    for (Language language : Language.values()) {
      shelves.put(language, shelf(faq, language));
    }
  }

  private static Shelf shelf(Faq faq, Language language) {
    Analyzer analyzer = analyzer(language);
    List<Wording> wordings = new ArrayList<>();
    ByteBuffersDirectory directory = new ByteBuffersDirectory();
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (Faq.Entry entry : faq.entries()) {
        for (String question : entry.questions().getOrDefault(language, List.of())) {
          Document document = new Document();
          document.add(new TextField(WORDING, Folding.fold(question), Field.Store.NO));
          document.add(new StoredField(NUMBER, wordings.size()));
          writer.addDocument(document);
          wordings.add(new Wording(entry, terms(analyzer, question)));
        }
      }
      writer.commit();
      IndexReader reader = DirectoryReader.open(directory);
      return new Shelf(analyzer, reader, new IndexSearcher(reader), wordings);
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory cannot be written", e);
    }
  }

  /** As Lucene ships it, on folded text: people leave accents out. */
  private static Analyzer analyzer(Language language) {
    CharArraySet shipped =
        language == Language.FR
            ? FrenchAnalyzer.getDefaultStopSet()
            : EnglishAnalyzer.getDefaultStopSet();
    CharArraySet stop = new CharArraySet(300, true);
    for (Object word : shipped) {
      stop.add(Folding.fold(new String((char[]) word)));
    }
    stop.addAll(COURTESIES.getOrDefault(language, List.of()));
    return language == Language.FR ? new FrenchAnalyzer(stop) : new EnglishAnalyzer(stop);
  }

  private static Set<String> terms(Analyzer analyzer, String text) {
    Set<String> terms = new LinkedHashSet<>();
    try (TokenStream tokens = analyzer.tokenStream(WORDING, Folding.fold(text))) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken() && terms.size() < MAX_WORDS) {
        terms.add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
    return terms;
  }

  /**
   * The entry that answers a request, or that there is none.
   *
   * @param text as it was written; links, mentioned users and the brand's name count for nothing
   */
  public FaqMatch search(String text, String brand, Language language) {
    Shelf shelf = Objects.requireNonNull(shelves.get(language));
    if (shelf.wordings().isEmpty()) {
      return FaqMatch.noGoodAnswer(0);
    }
    Set<String> ofBrand = terms(shelf.analyzer(), brand);
    String words = NOT_WORDS.matcher(cut(text)).replaceAll(" ");
    FaqMatch best = FaqMatch.noGoodAnswer(0);
    int sentences = 0;
    for (String sentence : SENTENCE_END.split(words)) {
      Set<String> terms = terms(shelf.analyzer(), sentence);
      terms.removeAll(ofBrand);
      if (terms.isEmpty() || ++sentences > MAX_SENTENCES) {
        continue;
      }
      FaqMatch match = search(terms, shelf, language);
      if (match.confidence() > best.confidence()) {
        best = match;
      }
    }
    return best;
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }

  private static FaqMatch search(Set<String> terms, Shelf shelf, Language language) {
    try {
      BooleanQuery.Builder query = new BooleanQuery.Builder();
      Map<String, Double> weights = new HashMap<>();
      for (String term : terms) {
        query.add(new TermQuery(new Term(WORDING, term)), BooleanClause.Occur.SHOULD);
      }
      Wording nearest = null;
      double confidence = 0;
      for (ScoreDoc hit : shelf.searcher().search(query.build(), CANDIDATES).scoreDocs) {
        int number =
            Objects.requireNonNull(
                    shelf.searcher().storedFields().document(hit.doc).getField(NUMBER))
                .numericValue()
                .intValue();
        Wording wording = shelf.wordings().get(number);
        double shared = shared(terms, wording.terms(), shelf, weights);
        if (shared > confidence) {
          nearest = wording;
          confidence = shared;
        }
      }
      return nearest == null || confidence < MIN_CONFIDENCE
          ? FaqMatch.noGoodAnswer(confidence)
          : new FaqMatch(
              nearest.entry().id(),
              confidence,
              nearest.entry().questions().getOrDefault(language, List.of("")).get(0),
              nearest.entry().answers().get(language));
    } catch (IOException e) {
      throw new UncheckedIOException("an index in memory cannot be read", e);
    }
  }

  /** Twice what both say, over all that each says, weighed by how rare the words are. */
  private static double shared(
      Set<String> some, Set<String> others, Shelf shelf, Map<String, Double> weights)
      throws IOException {
    double both = 0;
    double all = 0;
    for (String term : some) {
      double weight = weight(term, shelf, weights);
      all += weight;
      both += others.contains(term) ? 2 * weight : 0;
    }
    for (String term : others) {
      all += weight(term, shelf, weights);
    }
    return all == 0 ? 0 : both / all;
  }

  private static double weight(String term, Shelf shelf, Map<String, Double> weights)
      throws IOException {
    Double known = weights.get(term);
    if (known == null) {
      int wordings = shelf.wordings().size();
      int with = shelf.reader().docFreq(new Term(WORDING, term));
      known = Math.log(1 + (wordings - with + 0.5) / (with + 0.5));
      weights.put(term, known);
    }
    return known;
  }
}
