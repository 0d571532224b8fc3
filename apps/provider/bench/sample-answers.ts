/** Answers of the provider, for bare servers to answer the same. */
export interface SampleAnswers {
  readonly match: object;
  readonly metadata: object;
}
