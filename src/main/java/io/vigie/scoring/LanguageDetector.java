package io.vigie.scoring;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells French and English from each other and from what the model cannot read, by the little words
 * that carry a language's grammar. Light enough for every mention; it says "unknown" where it has
 * seen too little, and only calls a text foreign on good evidence. Where these words decide nothing
 * and the source tells no language, {@link OpenNlpLanguages} is asked (docs/adr/0006).
 */
final class LanguageDetector {

  static final String FRENCH = "fr";
  static final String ENGLISH = "en";

  /** Foreign words in excess of French and English ones that make a text foreign. */
  private static final int FOREIGN_MARGIN = 2;

  private static final String[] LANGUAGES = {FRENCH, ENGLISH, "es", "pt", "it", "de", "nl"};

  private static final WordSet WORDS = new WordSet(800);

  static {
    String[] lists = {
      "le la les un une des du de d l et est sont a au aux ce cet cette ces c ca que qu qui quoi dont"
          + " ou je j tu il elle on nous vous ils elles me m te t se s mon ma mes ton ta tes son sa"
          + " ses notre nos votre vos leur leurs ne n pas plus jamais rien dans en sur sous pour par"
          + " avec sans chez vers entre mais donc car si comme quand tres trop bien aussi encore"
          + " toujours deja fait faire suis etes sommes etait ai as avez avons ont va vais peut faut"
          + " tout tous toute toutes meme alors depuis apres avant y lui moi toi merci bonjour svp pk"
          + " pourquoi comment jai cest quel quelle ya etre avoir vraiment juste peu beaucoup non oui",
      "the a an and or but if of to in on at by for with from about as is are was were be been being"
          + " am i you he she it we they me him her us them my your his its our their this that these"
          + " those what which who when where why how not no dont cant wont didnt doesnt isnt im its"
          + " ive youre thats do does did have has had will would can could should just so than then"
          + " there here all any some more most up down out over again very too now only get got like"
          + " please thanks thank hello hi need want go going still your know see one time u ur lol",
      "el la los las un una unos unas y o pero de del que es son en por para con sin no se su sus"
          + " lo le me mi tu te yo ella ellos nos como mas muy esta este esto estoy eso ya si al hay"
          + " ser todo toda todos porque cuando donde quien gracias hola ahora tambien tiene hace bien",
      "o a os as um uma e ou mas de do da dos das que em no na nos nas por para com sem nao se seu"
          + " sua eu voce ele ela eles elas me meu minha te isso isto esta este essa como mais muito"
          + " ja sim tem ser foi vai vou ta ao aos quando onde porque pra tudo obrigado ola agora bom",
      "il lo la i gli le un una uno e o ma di del della dei degli che non in con su per tra da dal"
          + " nel nella si mi ti ci vi io tu lui lei noi voi loro sono sei siamo ha ho hai hanno come"
          + " piu molto questo questa quello anche se al alla ai perche quando dove chi grazie ciao"
          + " ora tutto tutti fatto essere bene",
      "der die das den dem des ein eine einen einem einer und oder aber nicht kein keine ist sind war"
          + " waren sein ich du er sie es wir ihr mich mir dich dir uns euch von zu mit auf fur fuer"
          + " aus bei nach um an im am als wie was wer wo wenn dass auch noch nur schon so sehr mehr"
          + " hat haben habe wird werden kann zum zur uber danke hallo jetzt immer man vom bin doch",
      "de het een en of maar van in op te met voor niet geen is zijn was waren ik jij je hij zij we"
          + " wij jullie mij mijn uw dit dat deze die er ook nog al wel naar bij uit aan om als wat"
          + " wie waar hoe heeft heb hebben wordt worden kan moet zou zo meer zeer dank hallo nu"
    };
    for (int language = 0; language < lists.length; language++) {
      WORDS.add(lists[language], 1 << language);
    }
  }

  /** Whether a word without accents, in lower case, is a little word of a language known here. */
  static boolean isLittleWord(String folded) {
    return WORDS.get(Hash.of(folded)) != 0;
  }

  private final OpenNlpLanguages second = new OpenNlpLanguages();
  private final int[] counts = new int[LANGUAGES.length];

  /** Forgets the words seen. */
  void reset() {
    Arrays.fill(counts, 0);
  }

  /** Counts a word, given by the {@link Hash} of its letters without accents. */
  void see(long foldedHash) {
    int bits = WORDS.get(foldedHash);
    while (bits != 0) {
      counts[Integer.numberOfTrailingZeros(bits)]++;
      bits &= bits - 1;
    }
  }

  /**
   * The language of the words seen.
   *
   * @param hint what the source says, ISO 639-1 with or without a region, or null
   * @return {@code fr}, {@code en}, another code if the text is foreign, or null if unknown
   */
  @Nullable String detect(@Nullable String hint) {
    int home = Math.max(counts[0], counts[1]);
    int foreign = 0;
    for (int language = 2; language < counts.length; language++) {
      if (counts[language] > (foreign == 0 ? 0 : counts[foreign])) {
        foreign = language;
      }
    }
    int foreignCount = foreign == 0 ? 0 : counts[foreign];
    String told = code(hint);
    boolean toldForeign = told != null && !told.equals(FRENCH) && !told.equals(ENGLISH);
    if (toldForeign && home <= foreignCount) {
      return told;
    }
    if (foreignCount >= home + FOREIGN_MARGIN && (told == null || toldForeign)) {
      return LANGUAGES[foreign];
    }
    if (counts[0] != counts[1]) {
      return counts[0] > counts[1] ? FRENCH : ENGLISH;
    }
    return toldForeign ? null : told;
  }

  /**
   * A second opinion, for a text that came without a language and whose words were too few or too
   * mixed.
   *
   * @param hint as for {@link #detect}
   * @return as {@link #detect}; null also if none is needed
   */
  @Nullable String ask(@Nullable String hint, String text) {
    int foreign = 0;
    for (int language = 2; language < counts.length; language++) {
      foreign = Math.max(foreign, counts[language]);
    }
    int home = Math.max(counts[0], counts[1]);
    if (code(hint) != null || home >= foreign + FOREIGN_MARGIN) {
      return null;
    }
    String told = second.detect(text);
    boolean toldForeign = told != null && !told.equals(FRENCH) && !told.equals(ENGLISH);
    // a post is lost by being called foreign: not against what its own words say
    return toldForeign && home > foreign ? null : told;
  }

  /** The two letters of a language tag; null for none, undetermined or not a tag. */
  private static @Nullable String code(@Nullable String hint) {
    if (hint == null
        || hint.length() < 2
        || (hint.length() > 2 && hint.charAt(2) != '-' && hint.charAt(2) != '_')) {
      return null;
    }
    String code = hint.substring(0, 2).toLowerCase(Locale.ROOT);
    return code.chars().allMatch(c -> c >= 'a' && c <= 'z') ? code : null;
  }
}
